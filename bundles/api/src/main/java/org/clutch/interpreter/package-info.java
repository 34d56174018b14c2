/**
 * Python interpreters: isolated runtime states, each with its own lock, modules and threads, after PEP 734.
 *
 * <p>Start at {@link org.clutch.interpreter.Interpreters}, an OSGi service. Users call these types and never implement
 * them: import this package as {@code [0.4,0.5)}.
 */
@Export
@Version("0.4.0")
package org.clutch.interpreter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
