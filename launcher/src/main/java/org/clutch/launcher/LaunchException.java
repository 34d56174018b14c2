package org.clutch.launcher;

/**
 * The container cannot start. The message is one line that a user can act upon.
 */
final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(oneLine(message));
    }

    LaunchException(String message, Throwable cause) {
        super(oneLine(message + ": " + reason(cause)), cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
