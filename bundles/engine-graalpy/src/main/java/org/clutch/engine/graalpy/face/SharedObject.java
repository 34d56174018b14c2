package org.clutch.engine.graalpy.face;

import org.clutch.engine.graalpy.GraalPyState;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.ObjectReference;
import org.graalvm.polyglot.Value;

/**
 * An object that its interpreter shares. All interpreters are on one heap, so this object keeps the Python object alive by an
 * ordinary reference, and the collector sees through chains and cycles of them: nothing counts, nothing is to be released but
 * what belongs to an interpreter that closes.
 */
final class SharedObject implements ObjectReference {
    private final long owner;
    private final String className;
    private final Border border;
    /** What acts on the object in the owner; null once that is closed. */
    private volatile Acting acting;

    /**
     * Acts on an object.
     *
     * @param holder the Python object that holds it, and acts on it when called
     * @param forConfined what acts on it for a confined interpreter
     */
    record Acting(Value holder, Value forConfined) {}

    /**
     * @param border that of the owner
     */
    SharedObject(long owner, Acting acting, String className, Border border) {
        this.border = border;
        this.owner = owner;
        this.acting = acting;
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
        Acting present = acting;
        return present == null ? null : present.holder;
    }

    void release() {
        acting = null;
    }

    /**
     * Acts on the object, in the calling thread, during a visit to its owner.
     *
     * @param state that of the owner
     * @param operation its name and its operands, which Python's decode() understands
     * @param caller the border of the interpreter that asks for it
     * @return an outcome if it failed, else what Python's decode() understands
     */
    Object perform(GraalPyState state, Object[] operation, Border caller) {
        Acting present = acting;
        if (present == null) {
            throw closed();
        }
        Object result = state.pass(caller == Border.OPEN ? present.holder : present.forConfined, operation);
        return result instanceof Outcome outcome ? outcome.raisedIn(owner, border) : result;
    }

    InterpreterException closed() {
        return new InterpreterException("interpreter " + owner + ", which owns the shared object, is closed");
    }

    @Override
    public String toString() {
        return "shared object of interpreter " + owner;
    }
}
