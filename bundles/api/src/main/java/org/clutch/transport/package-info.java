/**
 * The SPI for transports, which carry the messages of channels and queues. A transport is a service that opens conduits. A
 * conduit never blocks: all waiting is the broker's. Transport authors implement these types: import this package as
 * {@code [0.2,1)}.
 */
@Export
@Version("0.4.0")
package org.clutch.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
