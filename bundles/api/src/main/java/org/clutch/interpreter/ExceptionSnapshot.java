package org.clutch.interpreter;

/**
 * An uncaught Python exception as strings, so that no live object leaves its interpreter. Python's
 * {@code ExecutionFailed.excinfo}.
 *
 * @param typeName the class's {@code __name__}
 * @param qualifiedName the class's {@code __qualname__}
 * @param module the class's {@code __module__}
 * @param message {@code str(exception)}, empty if it has none
 * @param formatted one line, such as {@code ValueError: boom}
 * @param traceback the whole traceback with causes, contexts, notes and groups, without a trailing newline
 */
public record ExceptionSnapshot(String typeName, String qualifiedName, String module, String message, String formatted,
        String traceback) {}
