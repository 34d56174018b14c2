/** Carries the records of the platform's loggers to the OSGi Log Service. */
package org.clutch.log;
