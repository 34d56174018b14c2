package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

/** What File Install logs, on the words of the framework. */
class DeployLogTest {
    private static String said(String reason, int type) {
        LogRecord entry = new LogRecord(Level.WARNING, "Error while starting bundle: file:/a.jar");
        entry.setThrown(new BundleException(reason, type));
        assertTrue(new DeployLog().isLoggable(entry));
        assertNull(entry.getThrown());
        return entry.getMessage();
    }

    private static String lacks(String requirements) {
        return said("Unable to resolve a [7](R 7.0): " + requirements, BundleException.RESOLVE_ERROR);
    }

    @Test
    void packageThatNobodyExportsIsNamedWithItsVersions() {
        String start = "Error while starting bundle: file:/a.jar: it imports the package no.one";
        String end = ", which no bundle here exports; add one that does";
        String filter = "(&(osgi.wiring.package=no.one)(version>=1.2.0)(!(version>=2.0.0)))";
        assertEquals(start + " from version 1.2.0 on and below 2.0.0" + end,
                lacks("missing requirement [a [7](R 7.0)] osgi.wiring.package; " + filter
                        + " Unresolved requirements: [[a [7](R 7.0)] osgi.wiring.package; " + filter + "]"));
        assertEquals(start + end, lacks("missing requirement [a [7](R 7.0)] osgi.wiring.package; "
                + "(osgi.wiring.package=no.one) Unresolved requirements: []"));
    }

    @Test
    void firstCauseOfSeveralIsNamed() {
        assertEquals(
                "Error while starting bundle: file:/a.jar: it requires osgi.ee (&(osgi.ee=JavaSE)(version=99)), which "
                        + "no bundle here provides; add one that does",
                lacks("missing requirement [a [7](R 7.0)] osgi.wiring.package; (osgi.wiring.package=b) [caused by: Unable "
                        + "to resolve b [8](R 8.0): missing requirement [b [8](R 8.0)] osgi.ee; "
                        + "(&(osgi.ee=JavaSE)(version=99))] Unresolved requirements: [[a [7](R 7.0)] x; (y=z)]"));
    }

    @Test
    void otherWordsStay() {
        assertEquals("Error while starting bundle: file:/a.jar: who knows", said("who\nknows",
                BundleException.RESOLVE_ERROR));
        assertEquals("Error while starting bundle: file:/a.jar: no manifest", said("no manifest",
                BundleException.MANIFEST_ERROR));
    }

    @Test
    void failureOfTheBundlesCodeKeepsItsTrace() {
        LogRecord entry = new LogRecord(Level.WARNING, "Error while starting bundle: file:/a.jar");
        entry.setThrown(new BundleException("Activator start error", BundleException.ACTIVATOR_ERROR,
                new IllegalStateException()));
        assertTrue(new DeployLog().isLoggable(entry));
        assertNotNull(entry.getThrown());
        assertEquals("Error while starting bundle: file:/a.jar", entry.getMessage());
    }
}
