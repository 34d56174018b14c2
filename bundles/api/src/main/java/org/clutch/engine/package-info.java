/**
 * The SPI between the interpreter core and an engine, which makes Python runtime states. Users of interpreters never
 * see it.
 */
@Export
@Version("0.5.0")
package org.clutch.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
