/**
 * Pools of interpreters for hire. Each is a service with the property {@link org.clutch.pool.InterpreterPool#NAME}, and
 * exists as long as there is a configuration {@code org.clutch.pool~NAME} for it. Users call these types and never implement
 * them: import this package as {@code [0.2,0.3)}.
 */
@Export
@Version("0.2.0")
package org.clutch.pool;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
