/**
 * The program that the {@code clutch} script starts: it brings up an OSGi framework with one feature, calls the command
 * service on the main thread and ends the process with the status that it returns.
 *
 * <p>Launcher and bundles share no types but the JDK's, {@code org.osgi.framework} and {@code org.osgi.service.cm}.
 */
package org.clutch.launcher;
