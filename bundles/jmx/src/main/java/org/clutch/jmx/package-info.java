/** Shows interpreters, channels and pools to JMX, and whether all is well with them. */
package org.clutch.jmx;
