/**
 * What the JVM's flight recorder shows of interpreters. Event classes are loaded by the first recording, so that a JVM that
 * never records pays for none of it.
 */
package org.clutch.core.event;
