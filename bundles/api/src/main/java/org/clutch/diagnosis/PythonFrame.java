package org.clutch.diagnosis;

/**
 * A line of Python code that a thread is in.
 *
 * @param file the file as Python names it; empty in {@link #ENTRY}
 * @param line the line in it, from 1
 * @param function the function, or {@code <module>}
 */
public record PythonFrame(String file, int line, String function) {
    /** What stands between the frames of one interpreter and those of another that it has called in the same thread. */
    public static final PythonFrame ENTRY = new PythonFrame("", 0, "");

    /** Gives the line as a traceback of Python has it. */
    @Override
    public String toString() {
        return equals(ENTRY)
                ? "and in another interpreter"
                : "File \"" + file + "\", line " + line + ", in " + function;
    }
}
