/**
 * Extension modules: Python modules that bundles provide. Authors annotate a class with
 * {@link org.clutch.extension.ExtensionModule}; {@link org.clutch.extension.ExtensionLoader} is the SPI for whoever makes
 * another kind of module loadable. Consumers and loaders import {@code [0.2,0.3)}.
 */
@Export
@Version("0.2.0")
package org.clutch.extension;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
