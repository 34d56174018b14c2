package org.clutch.engine.graalpy.face;

import org.graalvm.polyglot.HostAccess;

/** One entry into an interpreter, for Python in it, which hands the result over. Used by the entering thread alone. */
public final class Entry {
    private final Border border;
    private Object result;

    /**
     * @param border that of the interpreter
     */
    public Entry(Border border) {
        this.border = border;
    }

    /** Takes the result: an {@link Outcome}, or what crosses and may leave. None need not be given. */
    @HostAccess.Export
    public void returned(Object value) {
        result = value instanceof Outcome ? value : Crossed.toPython(Crossed.fromPython(value, border));
    }

    /** Gives the result as Python sees it. */
    public Object result() {
        return result;
    }
}
