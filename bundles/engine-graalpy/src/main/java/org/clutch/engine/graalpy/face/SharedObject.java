package org.clutch.engine.graalpy.face;

import org.clutch.interpreter.InterpreterException;
import org.clutch.share.ObjectReference;
import org.graalvm.polyglot.Value;

/**
 * An object that its interpreter shares. All interpreters are on one heap, so this object keeps the Python object alive by an
 * ordinary reference, and the collector sees through chains and cycles of them: nothing counts, nothing is to be released but
 * what belongs to an interpreter that closes.
 */
final class SharedObject implements ObjectReference {
    /** What a holder does for a confined interpreter. */
    private static final String FOR_CONFINED = "for_confined";

    private final long owner;
    private final String className;
    private final Border border;
    /** The Python object in the owner that holds the shared one and acts on it; null once the owner is closed. */
    private volatile Value holder;

    /**
     * @param border that of the owner
     */
    SharedObject(long owner, Value holder, String className, Border border) {
        this.border = border;
        this.owner = owner;
        this.holder = holder;
        this.className = className;
    }

    @Override
    public long owner() {
        return owner;
    }

    /** Gives the name of the object's class if that is a builtin one, else null. */
    String className() {
        return className;
    }

    /** Gives what holds the object, to code in the owner only. */
    Value holder() {
        return holder;
    }

    void release() {
        holder = null;
    }

    /**
     * Acts on the object, in the calling thread.
     *
     * @param operation its name and its operands, which Python's decode() understands
     * @param caller the border of the interpreter that asks for it
     * @return an outcome if it failed, else what Python's decode() understands
     */
    Object perform(Object[] operation, Border caller) {
        Value present = holder;
        if (present == null) {
            throw closed();
        }
        Value given = caller == Border.OPEN
                ? present.execute(operation)
                : present.invokeMember(FOR_CONFINED, operation);
        Object result = given.isHostObject() ? given.asHostObject() : given.as(Object.class);
        return result instanceof Outcome outcome
                ? outcome.raisedIn(owner, border)
                : Crossed.toPython(Crossed.fromPython(result, border));
    }

    InterpreterException closed() {
        return new InterpreterException("interpreter " + owner + ", which owns the shared object, is closed");
    }

    @Override
    public String toString() {
        return "shared object of interpreter " + owner;
    }
}
