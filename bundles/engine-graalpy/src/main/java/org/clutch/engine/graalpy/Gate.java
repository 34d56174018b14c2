package org.clutch.engine.graalpy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.clutch.engine.graalpy.face.Border;
import org.clutch.engine.graalpy.face.Entry;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The only way into the code of an interpreter while others may be on the calling thread's stack. GraalPy finds the handled
 * exception and the calling frame by a walk down the stack, through the frames of other interpreters too, unless the
 * outermost frame has both. GraalPy gives them to a builtin in any case, but to a Python function only if it has learned
 * before that the function wants them. So the outermost frame is that of a builtin, {@code staticmethod.__call__}, which calls
 * the function in question; see {@link org.clutch.engine.graalpy.internals.StackBoundary} for what it finds.
 *
 * <p>For the same reason a result is handed over from within, and nothing is asked of a Python object outside: it might answer
 * with code of its own.
 */
final class Gate {
    /** Takes an {@link Entry}, a function and its arguments. */
    private final Value enter;
    /** Takes the name of a function of {@code _clutch.target}, and what to give it to. */
    private final Value find;
    private final Border border;
    private final ConcurrentMap<String, Value> found = new ConcurrentHashMap<>();

    Gate(Value enter, Value find, Border border) {
        this.enter = enter;
        this.find = find;
        this.border = border;
    }

    /**
     * Calls a Python function.
     *
     * @return an {@link org.clutch.engine.graalpy.face.Outcome}, or cross-interpreter data as Python sees it
     */
    Object pass(Value function, Object... args) {
        Entry entry = new Entry(border);
        Object[] all = new Object[args.length + 2];
        all[0] = entry;
        all[1] = function;
        System.arraycopy(args, 0, all, 2, args.length);
        enter.executeVoid(all);
        return entry.result();
    }

    /** Calls a function of {@code _clutch.target}; it is looked up once, since that takes longer than a short call. */
    Object pass(String function, Object... args) {
        Value known = found.get(function);
        if (known == null) {
            pass(find, function, (ProxyExecutable) each -> found.put(function, each[0]));
            known = found.get(function);
        }
        return pass(known, args);
    }
}
