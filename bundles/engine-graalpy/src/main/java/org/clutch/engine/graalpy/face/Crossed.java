package org.clutch.engine.graalpy.face;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.clutch.engine.graalpy.internals.EngineBytes;
import org.clutch.extension.ModuleObject;
import org.clutch.share.Bytes;
import org.clutch.share.CrossInterpreterData;
import org.clutch.share.EndReference;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.ObjectReference;
import org.clutch.share.Pickle;
import org.clutch.share.QueueReference;
import org.clutch.share.Reduced;
import org.clutch.share.RegionReference;
import org.clutch.share.SynchronizerReference;
import org.clutch.share.Tuple;
import org.graalvm.polyglot.HostAccess;

/**
 * Cross-interpreter data as Python sees it, unless it is a scalar, which needs no wrapping. The kinds are numbered as in
 * {@code _clutch/crossing.py}.
 */
public final class Crossed {
    static final int EMPTY = 0;
    static final int AGAIN = 1;
    static final int BYTES = 2;
    static final int TUPLE = 3;
    static final int PICKLE = 4;
    static final int QUEUE = 5;
    static final int BIG_INT = 6;
    static final int INTERRUPTED = 7;
    static final int LIST = 8;
    static final int SET = 9;
    static final int MAP = 10;
    static final int OBJECT = 11;
    static final int UNBOUND = 12;
    static final int DESTROYED = 13;
    static final int END = 14;
    static final int FAILED = 15;
    static final int DONE = 16;
    static final int VIEW = 17;
    static final int SYNCHRONIZER = 18;
    static final int REGION = 19;
    static final int MODULE_OBJECT = 20;
    static final int REDUCED = 21;
    static final int INTS = 22;
    static final int FLOATS = 23;

    static final Crossed NOTHING = new Crossed(EMPTY, null);
    static final Crossed LATER = new Crossed(AGAIN, null);
    static final Crossed INTERRUPTION = new Crossed(INTERRUPTED, null);
    static final Crossed GONE = new Crossed(UNBOUND, null);
    static final Crossed DESTRUCTION = new Crossed(DESTROYED, null);
    static final Crossed SUCCESS = new Crossed(DONE, null);

    private final int kind;
    private final Object data;

    private Crossed(int kind, Object data) {
        this.kind = kind;
        this.data = data;
    }

    /** Wraps cross-interpreter data for Python. */
    public static Object toPython(Object data) {
        return switch (data) {
            case Bytes bytes -> new Crossed(BYTES, bytes);
            case Tuple tuple -> new Crossed(TUPLE, tuple);
            case Pickle pickle -> new Crossed(PICKLE, pickle);
            case QueueReference queue -> new Crossed(QUEUE, queue);
            case ObjectReference object -> new Crossed(OBJECT, object);
            case EndReference end -> new Crossed(END, end);
            case MemoryViewReference view -> new Crossed(VIEW, view);
            case SynchronizerReference synchronizer -> new Crossed(SYNCHRONIZER, synchronizer);
            case RegionReference region -> new Crossed(REGION, region);
            case Reduced reduced -> new Crossed(REDUCED, reduced);
            case ModuleObject object -> new Crossed(MODULE_OBJECT, object);
            case BigInteger big -> new Crossed(BIG_INT, big);
            case List<?> list -> new Crossed(LIST, list.toArray());
            case Set<?> set -> new Crossed(SET, set.toArray());
            case Map<?, ?> map -> new Crossed(MAP, map.entrySet().stream()
                    .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue())).toArray());
            case null, default -> data;
        };
    }

    /** Tells Python of {@link Numbers}. */
    static Crossed numbers(boolean floats, byte[] packed) {
        return new Crossed(floats ? FLOATS : INTS, packed);
    }

    /** Tells Python of an operation that failed. */
    static Crossed failed(Failure failure) {
        return new Crossed(FAILED, failure);
    }

    /** Gives the cross-interpreter data in what Python passed, if it may leave. */
    static Object fromPython(Object value, Border border) {
        return border.pass(CrossInterpreterData.of(value instanceof Crossed crossed ? crossed.data : value));
    }

    /** Gives the reference in what arrived for Python, or null if Python made it up. */
    static QueueReference queueReference(Object value) {
        return value instanceof Crossed crossed && crossed.data instanceof QueueReference reference ? reference : null;
    }

    /** Gives the reference in what arrived for Python. */
    static EndReference endReference(Object value) {
        return reference(EndReference.class, value, "an end of a channel");
    }

    /** Gives the reference in what arrived for Python. */
    static MemoryViewReference memoryViewReference(Object value) {
        return reference(MemoryViewReference.class, value, "a memoryview");
    }

    /** Gives the reference in what arrived for Python. */
    static RegionReference regionReference(Object value) {
        return reference(RegionReference.class, value, "a region");
    }

    private static <T> T reference(Class<T> type, Object value, String what) {
        if (value instanceof Crossed crossed && type.isInstance(crossed.data)) {
            return type.cast(crossed.data);
        }
        throw new IllegalArgumentException("not a reference to " + what + ": " + value);
    }

    /** Lets go of the memory in what was to cross, as far as nobody has received it. */
    static void release(Object value) {
        switch (value) {
            case Crossed crossed -> release(crossed.data);
            case MemoryViewReference view -> view.release();
            case RegionReference region -> region.release();
            case Tuple(var items) -> items.forEach(Crossed::release);
            case Pickle(_, Tuple beside) -> release(beside);
            case Reduced(_, Tuple arguments) -> release(arguments);
            case Object[] all -> Stream.of(all).forEach(Crossed::release);
            case null, default -> {
                // Nothing is held by it.
            }
        }
    }

    /** Gives the reference in what arrived for Python. */
    static SynchronizerReference synchronizerReference(Object value) {
        return reference(SynchronizerReference.class, value, "a synchronizer");
    }

    /** Gives the shared object that a reference, which Python has, refers to. */
    static SharedObject sharedObject(Object reference) {
        if (reference instanceof Crossed crossed && crossed.data instanceof SharedObject object) {
            return object;
        }
        throw new IllegalArgumentException("not a reference to a shared object: " + reference);
    }

    /** Gives the object of a module's type in what Python has of it, or null if it is something else. */
    static ModuleObject moduleObject(Object value) {
        return value instanceof Crossed crossed && crossed.data instanceof ModuleObject object ? object : null;
    }

    /** Names the type of a module's object, after the module. */
    @HostAccess.Export
    public String typeName() {
        ModuleObject object = (ModuleObject) data;
        return object.owner().name() + "." + object.type();
    }

    /** Says whether two handles are of one object of a module. */
    @HostAccess.Export
    public boolean same(Object other) {
        return data.equals(moduleObject(other));
    }

    /** Gives a number that handles of one object have in common. */
    @HostAccess.Export
    public int hash() {
        return data.hashCode();
    }

    /** Lets go of the memory in this, which nobody will receive. */
    @HostAccess.Export
    public void release() {
        release(data);
    }

    /** Says which of the kinds this is. */
    @HostAccess.Export
    public int kind() {
        return kind;
    }

    /** Gives bytes, a pickle or packed numbers, as Python has bytes; None if the JVM's flags do not allow it. */
    @HostAccess.Export
    public Object bytes() {
        return EngineBytes.arePossible() ? EngineBytes.of(content()) : null;
    }

    /** Gives the same as text with a byte in each character. */
    @HostAccess.Export
    public String latin1() {
        return new String(content(), StandardCharsets.ISO_8859_1);
    }

    private byte[] content() {
        return switch (data) {
            case Pickle pickle -> pickle.data().toByteArray();
            case Bytes bytes -> bytes.toByteArray();
            default -> (byte[]) data;
        };
    }

    /** Gives what a pickle needs beside it, or None. */
    @HostAccess.Export
    public Object beside() {
        Tuple beside = ((Pickle) data).beside();
        return beside.items().isEmpty() ? null : toPython(beside);
    }

    /** Names what makes a reduced object anew. */
    @HostAccess.Export
    public String rebuild() {
        return ((Reduced) data).rebuild();
    }

    /** Gives what that is called with, a tuple. */
    @HostAccess.Export
    public Object arguments() {
        return toPython(((Reduced) data).arguments());
    }

    /** Counts a tuple's elements. */
    @HostAccess.Export
    public int size() {
        return ((Tuple) data).items().size();
    }

    /** Gives an element of a tuple. */
    @HostAccess.Export
    public Object item(int index) {
        return toPython(((Tuple) data).items().get(index));
    }

    /** Gives what a Java caller's collection holds; of a map, keys and values in turn. */
    @HostAccess.Export
    public Object[] items() {
        return Stream.of((Object[]) data).map(Crossed::toPython).toArray();
    }

    /** Gives the name of a shared object's class if that is a builtin one, else None. */
    @HostAccess.Export
    public String className() {
        return sharedObject(this).className();
    }

    /** Says what kind of failure it is. */
    @HostAccess.Export
    public String failure() {
        return ((Failure) data).kind();
    }

    /** Says what failed and why. */
    @HostAccess.Export
    public String message() {
        return ((Failure) data).message();
    }

    /** Says whether a travelling end is a send end. */
    @HostAccess.Export
    public boolean sends() {
        return ((EndReference) data).sends();
    }

    /** Gives a large int in hexadecimal digits. */
    @HostAccess.Export
    public String hex() {
        return ((BigInteger) data).toString(16);
    }
}
