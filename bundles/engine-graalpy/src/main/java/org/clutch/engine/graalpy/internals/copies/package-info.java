/**
 * Copies of GraalPy's native libraries, one set for each interpreter that loads the C API.
 *
 * <p>With {@code python.IsolateNativeModules=true} GraalPy gives every context that loads the C API the next number,
 * its <em>slot</em>, and loads {@code libpython-native.so.dup<hex slot>} and {@code <extension>.so.dup<hex slot>} in
 * place of the originals. It would make them with {@code patchelf} and a process, which few machines have; this
 * package makes them ahead by overwriting a few bytes, without a tool. {@link NativeCopies} is the way in,
 * {@link DrawnSlots} tells how many slots are gone, {@link PrefixScript} lets a context find the copies. The package
 * needs nothing but the JDK.
 */
package org.clutch.engine.graalpy.internals.copies;
