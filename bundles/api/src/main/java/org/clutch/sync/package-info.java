/**
 * Locks and their kin, usable from several interpreters and from Java code at once: Python's {@code clutch.sync}. They live
 * in the core, belong to no interpreter, and go from one to another by reference. Start at the service
 * {@link org.clutch.sync.Synchronizers}. The core implements these types.
 *
 * <p>What one thread did before it released, set, signalled or arrived <em>happens-before</em> what another one does once it
 * has acquired, or has been let go on, because of that.
 */
@Export
@Version("0.1.0")
package org.clutch.sync;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
