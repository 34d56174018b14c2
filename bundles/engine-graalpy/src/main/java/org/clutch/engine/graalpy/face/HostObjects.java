package org.clutch.engine.graalpy.face;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.clutch.engine.Host;
import org.clutch.engine.graalpy.GraalPyState;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/**
 * What an interpreter shares, and its way to what others share, for Python in it: {@code _clutch.objects}. An object is
 * reached by a reference that was handed over, never by a number.
 */
public final class HostObjects {
    private final Host host;
    private final GraalPyState state;
    private final HostInterpreters interpreters;
    private final Border border;
    /** What this interpreter shares, as long as somebody has a reference to it. Guarded by itself. */
    private final Set<SharedObject> shared = Collections.newSetFromMap(new WeakHashMap<>());
    /** Guarded by {@link #shared}. */
    private boolean closed;

    /** Serves one interpreter. */
    public HostObjects(Host host, GraalPyState state, HostInterpreters interpreters, Border border) {
        this.host = host;
        this.state = state;
        this.interpreters = interpreters;
        this.border = border;
    }

    /**
     * Makes a reference to an object of this interpreter.
     *
     * @param holder a callable that acts on the object: it takes an operation and operands
     * @param forConfined a callable that does so for a confined interpreter
     * @param className the name of the object's class if that is a builtin one, else None
     */
    @HostAccess.Export
    public Object share(Value holder, Value forConfined, String className) {
        SharedObject object = new SharedObject(host.id(), new SharedObject.Acting(holder, forConfined), className,
                border);
        synchronized (shared) {
            if (closed) {
                object.release();
            } else {
                shared.add(object);
            }
        }
        return Crossed.toPython(object);
    }

    /** Gives the holder behind a reference to an object of this interpreter; None if it is another's. */
    @HostAccess.Export
    public Object holder(Object reference) {
        SharedObject object = Crossed.sharedObject(reference);
        return object.owner() == host.id() ? object.holder() : null;
    }

    /**
     * Acts on the object behind a reference, in its owner and under its lock. A confined interpreter may do that as well:
     * it has the reference because somebody gave it. What it may ask for is less.
     *
     * @param operation its name, which the holder knows, and its operands, encoded; one array, since for Java a lone None
     *            would be no array at all
     * @return an outcome if it failed, else the encoded result
     */
    @HostAccess.Export
    public Object operate(Object reference, Object... operation) {
        SharedObject object = Crossed.sharedObject(reference);
        return HostInterpreters.orOutcome(() -> {
            Object[] checked = checked(operation);
            return HostInterpreters.giving(checked, () -> object.owner() == host.id()
                    ? state.guarded(() -> object.perform(state, checked, Border.OPEN))
                    : elsewhere(object, checked));
        });
    }

    /** Gives what the holder is called with. */
    private Object[] checked(Object[] operation) {
        Object[] checked = new Object[operation.length];
        for (int i = 0; i < operation.length; i++) {
            checked[i] = Crossed.toPython(Crossed.fromPython(operation[i], border));
        }
        return checked;
    }

    private Object elsewhere(SharedObject object, Object[] operation) {
        try {
            return host.entered(object, owner -> interpreters.interruptibly((GraalPyState) owner,
                    entered -> inside(entered, object, operation)));
        } catch (InterpreterNotFoundException e) {
            throw object.closed();
        }
    }

    private Object inside(GraalPyState owner, SharedObject object, Object[] operation) {
        try {
            return owner.visit(() -> object.perform(owner, operation, border));
        } catch (ExecutionInterruptedException e) {
            throw isOpen(object) ? e : object.closed();
        }
    }

    private boolean isOpen(SharedObject object) {
        try {
            return host.entered(object, _ -> true);
        } catch (InterpreterNotFoundException e) {
            return false;
        }
    }

    /**
     * Makes the outcome of an operation that raised.
     *
     * @param failure the outcome with the snapshot of the exception, or None if nobody is to see it
     * @param copy the encoded copy of the exception, or None if it cannot be copied
     */
    @HostAccess.Export
    public Object raised(Object failure, Object copy) {
        return Outcome.raised((Outcome) failure, Crossed.fromPython(copy, border));
    }

    /** Lets go of all that this interpreter shared: whoever has a reference finds it closed. */
    public void close() {
        synchronized (shared) {
            closed = true;
            shared.forEach(SharedObject::release);
            shared.clear();
        }
    }
}
