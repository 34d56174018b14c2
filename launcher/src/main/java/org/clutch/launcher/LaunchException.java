package org.clutch.launcher;

import java.nio.file.AccessDeniedException;

/**
 * The container cannot start. The message is one line that a user can act upon.
 */
final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(oneLine(message));
    }

    LaunchException(String message, Throwable cause) {
        super(oneLine(message) + ": " + reasons(cause), cause);
    }

    /** Gives the reason in one line, and the first one of all if that says more. */
    static String reasons(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = reason(cause);
        String first = reason(root);
        return oneLine(reason.contains(first) ? reason : reason + ": " + first);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof AccessDeniedException denied) {
            // Its message is the path alone.
            return "permission denied: " + denied.getFile();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
