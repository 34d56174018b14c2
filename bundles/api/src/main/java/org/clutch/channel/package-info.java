/**
 * Channels and queues between interpreters, usable from any thread, also from one that is in no interpreter. Their messages are
 * {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}; a transport service carries them.
 */
@Export
@Version("0.3.0")
package org.clutch.channel;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
