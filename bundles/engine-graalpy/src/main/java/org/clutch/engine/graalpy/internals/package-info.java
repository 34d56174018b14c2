/**
 * All that touches GraalPy's and Truffle's internals, by reflection and with the JVM flags of the launcher. Without them
 * Clutch runs on, and the log says once what is lost.
 */
package org.clutch.engine.graalpy.internals;
