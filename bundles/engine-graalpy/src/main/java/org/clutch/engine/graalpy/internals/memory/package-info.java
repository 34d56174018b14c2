/**
 * Memoryviews that share one memory, a Java array or a region: what reads GraalPy's views, keeps their exporters from being resized, and makes views
 * in other interpreters. {@link org.clutch.engine.graalpy.internals.memory.EngineViews} and
 * {@link org.clutch.engine.graalpy.internals.memory.NativeBuffers} have all that touches GraalPy.
 *
 * <p>Who holds what, from an exporter to its last view:
 *
 * <pre>
 *   exporter and sent view &lt;-- Pin &lt;-- Root, counted: one for each SentMemory
 *                                       SentMemory's Claims, counted: the message, then each Lease
 *                                       Lease: the views of one receiver
 * </pre>
 *
 * A view of a region has a Root that ends a Borrow instead of a Pin. A received view that is sent on has a Root of its own, which pins that view and claims the Root before. No object here refers
 * to a Python object but the Pin, which its interpreter cuts when it closes.
 */
package org.clutch.engine.graalpy.internals.memory;
