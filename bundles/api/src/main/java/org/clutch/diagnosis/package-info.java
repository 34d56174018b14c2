/** What goes on in a container, for consoles and monitors. Users call these types and never implement them. */
@Export
@Version("0.3.0")
package org.clutch.diagnosis;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
