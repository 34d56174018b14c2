package org.clutch.launcher;

import org.apache.felix.framework.Logger;

/**
 * Writes what the framework has to say to standard error: standard output belongs to the user's program. How much that
 * is says the framework's property {@code felix.log.level}.
 */
final class FrameworkLog extends Logger {
    @Override
    protected void doLogOut(int level, String message, Throwable cause) {
        System.err.println("clutch: framework: " + message);
        if (cause != null) {
            cause.printStackTrace();
        }
    }
}
