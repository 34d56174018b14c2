package org.clutch.extension;

import java.util.List;

/** What a member of a module raises: the engine turns it into the Python exception that it names. */
public class RaisedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The class of the Python exception. */
    private final String type;
    /** Lines for its traceback. */
    private final String[] notes;

    /**
     * Makes one.
     *
     * @param type the class: a builtin exception, or one that the module's description has
     * @param message the exception's text
     * @param notes lines that tracebacks show below it, such as where in Java it was thrown
     * @param cause what was thrown, or null
     */
    public RaisedException(String type, String message, List<String> notes, Throwable cause) {
        super(message, cause);
        this.type = type;
        this.notes = notes.toArray(String[]::new);
    }

    /**
     * Names the class of the Python exception.
     *
     * @return a builtin exception, or one of the module
     */
    public String type() {
        return type;
    }

    /**
     * Gives lines for the traceback.
     *
     * @return any number, often none
     */
    public List<String> notes() {
        return List.of(notes);
    }
}
