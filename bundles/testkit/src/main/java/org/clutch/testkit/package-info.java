/**
 * What tests of transports stand on: the contract that each must keep, the watchdog that ends a test which hangs, and fakes
 * for what Clutch itself would give. Start at {@link org.clutch.testkit.TransportContract}. Test authors extend that class
 * and use the others: import this package as {@code [0.1,1)}. It needs JUnit Jupiter.
 */
@Export
@Version("0.1.0")
package org.clutch.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
