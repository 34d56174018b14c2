package org.clutch.channel;

/**
 * What becomes of a message when the interpreter that sent it is closed before somebody takes it. The rules and their names
 * are those of Python's {@code concurrent.interpreters}.
 */
public enum UnboundItems {
    /** It keeps its place, and {@link InterpreterQueue#UNBOUND} comes out instead. */
    UNBOUND,
    /** It keeps its place, and taking it throws {@link ItemInterpreterDestroyedException}, once. */
    ERROR,
    /** It is gone at once. */
    REMOVE
}
