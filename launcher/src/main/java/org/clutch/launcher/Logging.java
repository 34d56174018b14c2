package org.clutch.launcher;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Configures {@code java.util.logging}: warnings and worse to standard error. The JVM makes an instance when something
 * logs for the first time, so a run without log messages pays nothing.
 */
public final class Logging {
    private static final String CLASS = "java.util.logging.config.class";
    private static final String FILE = "java.util.logging.config.file";

    /** For the JVM only. */
    public Logging() {
        LogManager.getLogManager().reset();
        ConsoleHandler standardError = new ConsoleHandler();
        standardError.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        root.addHandler(standardError);
        root.setLevel(Level.WARNING);
        DeployLog.install();
    }

    /** Makes this the configuration, unless the user named another. */
    static void install() {
        if (System.getProperty(CLASS) == null && System.getProperty(FILE) == null) {
            System.setProperty(CLASS, Logging.class.getName());
        }
    }
}
