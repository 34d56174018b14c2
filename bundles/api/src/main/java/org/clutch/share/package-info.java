/**
 * Cross-interpreter data: the closed set of Java values that a Python object has while it is between two interpreters.
 * {@link org.clutch.share.CrossInterpreterData} lists it, {@link org.clutch.share.BinaryForm} says what it is outside the
 * heap. And the memory that goes by reference: start at the service {@link org.clutch.share.Regions}, which the core
 * implements.
 */
@Export
@Version("0.4.0")
package org.clutch.share;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
