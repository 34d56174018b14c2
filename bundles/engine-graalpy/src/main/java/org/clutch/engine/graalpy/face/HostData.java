package org.clutch.engine.graalpy.face;

import java.util.ArrayList;
import java.util.List;
import org.clutch.share.Bytes;
import org.clutch.share.Pickle;
import org.clutch.share.QueueReference;
import org.clutch.share.Tuple;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** Makes cross-interpreter data and outcomes for Python: {@code _clutch.data}. */
public final class HostData {
    private final Border border;

    /** Makes what may pass a border. */
    public HostData(Border border) {
        this.border = border;
    }

    /** Says whether this interpreter is confined, so that no pickle may leave it. */
    @HostAccess.Export
    public boolean confined() {
        return border == Border.NO_PICKLES;
    }

    /** Makes bytes. */
    @HostAccess.Export
    public Object bytes(Value bytes) {
        return Crossed.toPython(copy(bytes));
    }

    /** Makes a pickle. */
    @HostAccess.Export
    public Object pickle(Value bytes) {
        return Crossed.toPython(border.pass(new Pickle(copy(bytes))));
    }

    /** Makes a pickle with what it needs beside it. */
    @HostAccess.Export
    public Object pickleAnd(Value bytes, Object beside) {
        return Crossed.toPython(
                border.pass(new Pickle(copy(bytes), (Tuple) Crossed.fromPython(beside, border))));
    }

    /** Makes code that interpreters may be given again and again. */
    @HostAccess.Export
    public Object code(String marshalled, String name, String text) {
        return new SharedCode(marshalled, name, text);
    }

    /** Makes the name of a function or class, which interpreters may be given again and again. */
    @HostAccess.Export
    public Object reference(String module, String name, String kind, String program) {
        return new SharedReference(module, name, kind, program);
    }

    /** Makes a tuple of values that Python has encoded. */
    @HostAccess.Export
    public Object tuple(Object[] items) {
        List<Object> data = new ArrayList<>(items.length);
        for (Object item : items) {
            data.add(Crossed.fromPython(item, border));
        }
        return Crossed.toPython(new Tuple(data));
    }

    /** Makes a reference to a queue. */
    @HostAccess.Export
    public Object queueReference(HostQueue queue) {
        return Crossed.toPython(new QueueReference(queue.id()));
    }

    /** Makes the outcome of a call that returned. */
    @HostAccess.Export
    public Object result(Object data) {
        return Outcome.result(Crossed.fromPython(data, border));
    }

    /** Makes a list for a Java caller. */
    @HostAccess.Export
    public Object javaList(Object[] items) {
        return JavaValue.list(items, border);
    }

    /** Makes a set for a Java caller. */
    @HostAccess.Export
    public Object javaSet(Object[] items) {
        return JavaValue.set(items, border);
    }

    /** Makes a map for a Java caller. */
    @HostAccess.Export
    public Object javaMap(Object[] keys, Object[] values) {
        return JavaValue.map(keys, values, border);
    }

    /** Makes the outcome of a Java caller's call that returned. */
    @HostAccess.Export
    public Object javaResult(Object data) {
        return Outcome.result(JavaValue.toJava(data, border));
    }

    /** Makes the outcome of code that raised. */
    @HostAccess.Export
    public Object failed(String typeName, String qualifiedName, String module, String message, String formatted,
            String traceback) {
        return Outcome.failed(typeName, qualifiedName, module, message, formatted, traceback);
    }

    /** Makes the same outcome with the exception itself, which Python has pickled. */
    @HostAccess.Export
    public Object carrying(Object outcome, Object exception) {
        return ((Outcome) outcome).carrying(Crossed.fromPython(exception, border));
    }

    /** Makes the outcome of a call that something could not travel for. */
    @HostAccess.Export
    public Object notShareable(String message) {
        return Outcome.notShareable(message);
    }

    private Bytes copy(Value bytes) {
        return Bytes.copyOf(border.content(bytes));
    }
}
