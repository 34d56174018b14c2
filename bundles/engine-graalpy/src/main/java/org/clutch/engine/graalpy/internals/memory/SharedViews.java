package org.clutch.engine.graalpy.internals.memory;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.clutch.share.ArrayMemory;
import org.clutch.share.Borrow;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.NotShareableException;
import org.graalvm.polyglot.Value;

/**
 * The views that one interpreter sent and received.
 *
 * <p>Sending needs the interpreter's lock, so that nobody resizes the exporter meanwhile; all else is safe in any thread. A lease
 * or pin that is made while the interpreter closes ends with it as well: whoever adds one looks afterwards whether it is
 * closed.
 */
public final class SharedViews implements AutoCloseable {
    private final Cleaner cleaner;
    private final Set<Pin> pins = ConcurrentHashMap.newKeySet();
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param cleaner hears of messages and views that are garbage; its thread runs no Python
     */
    public SharedViews(Cleaner cleaner) {
        this.cleaner = cleaner;
    }

    /**
     * Sends a view of the interpreter that the calling thread has entered, whose lock it has.
     *
     * @param value a memoryview
     * @return what crosses
     * @throws NotShareableException if its memory cannot be shared; the message is to be preceded by the path to the view
     */
    public MemoryViewReference send(Value value) {
        EngineViews engine = engine();
        Object view = engine.behind(value);
        if (engine.isReleased(view)) {
            throw new NotShareableException("memoryview is released");
        }
        Lease received = engine.lease(view);
        Object exporter = engine.exporter(view);
        MemorySegment window = received == null ? null : received.window();
        ViewForm form = null;
        if (exporter != null) {
            form = engine.form(view, exporter);
        } else if (window != null) {
            form = engine.form(view, window);
        }
        if (form == null) {
            throw new NotShareableException("memoryview has memory that is no Java array, but that of a C extension, "
                    + "of ctypes, mmap or the like, which may end while others use it: send bytes(view) or a view of"
                    + " bytearray(view); or have the memory made by clutch.shared.Buffer, Array or"
                    + " clutch.shared.map_file()");
        }
        if (!form.fits()) {
            throw new NotShareableException("memoryview is larger than its object, which was resized");
        }
        Root before = received == null ? null : received.root();
        if (window != null && before == null || before != null && !before.hold()) {
            throw new NotShareableException("memoryview is released");
        }
        Claims claims = new Claims(new Root(Pin.of(engine, exporter, view, pins)::undo, before));
        SentMemory sent = new SentMemory(form, claims);
        cleaner.register(sent, claims::releaseOwn);
        if (closed) {
            close();
        }
        return sent;
    }

    /**
     * Makes a view in the interpreter that the calling thread has entered.
     *
     * @param reference what arrived
     * @param owner a Python object that nothing but the view, its slices and its casts will refer to
     * @param confined whether the interpreter must not see what lies beyond the view: the engine keeps to the Java array, but
     * not always to the view. It reads further from slices of views that have several dimensions
     * @return the engine's memoryview
     * @throws NotShareableException if the memory was released before, or something lies beyond it
     */
    public Object receive(MemoryViewReference reference, Value owner, boolean confined) {
        EngineViews engine = engine();
        ViewForm form;
        Claims claims = null;
        switch (reference) {
            case SentMemory sent -> {
                form = sent.form();
                claims = sent.claims();
            }
            case ArrayMemory memory ->
                form = engine.bytes(memory.array(), memory.offset(), memory.length(), memory.isReadOnly());
            default -> throw new NotShareableException("memory of " + reference.getClass() + " is not known here");
        }
        if (confined && form.memory().isNative()) {
            throw new NotShareableException("memoryview of off-heap memory does not come into a confined interpreter: "
                    + "whoever makes the buffer for it says heap=True, or sends bytes(view)");
        }
        if (confined && !form.isWhole()) {
            throw new NotShareableException(
                    "memoryview of a part of an object does not come into a confined interpreter, "
                            + "nor of an object with room to grow: send bytes(view), or a view of bytearray(view)");
        }
        if (claims != null && !claims.take()) {
            throw new NotShareableException("memoryview was released before it arrived");
        }
        return view(engine, form, claims, owner);
    }

    /**
     * Makes a view of a region in the interpreter that the calling thread has entered. The borrow ends with the last view: when
     * it is released or garbage, its slices and casts too.
     *
     * @param borrow what to view, whose end this takes over, if it fails too
     * @param start where in the region the view's window begins
     * @param size how large that is, in bytes, at most 2147483647
     * @param like a view that has items of the kind wanted, or null for unsigned bytes in a row
     * @param offset where in the window the item with all indices 0 begins; what follows says where the others are
     * @param owner a Python object that nothing but the view, its slices and its casts will refer to
     * @return the engine's memoryview
     * @throws NotShareableException if there are no such views here
     */
    public Object lend(Borrow borrow, long start, long size, Value like, int offset, int[] shape, int[] strides,
            Value owner) {
        try {
            EngineViews engine = engine();
            MemorySegment all = borrow.array() == null ? borrow.segment() : MemorySegment.ofArray(borrow.array());
            // What the engine has of an array begins where the array does.
            long begin = all.isNative() ? start : 0;
            MemorySegment window = all.asSlice(begin, start - begin + size);
            int origin = Math.toIntExact(start - begin);
            boolean readOnly = borrow.segment().isReadOnly();
            ViewForm form = like == null
                    ? engine.bytes(window, origin, Math.toIntExact(size), readOnly)
                    : engine.items(window, engine.behind(like), origin + offset, shape, strides, readOnly);
            Claims claims = new Claims(Root.of(borrow, window));
            claims.take();
            return view(engine, form, claims, owner);
        } catch (RuntimeException | Error e) {
            borrow.close();
            throw e;
        }
    }

    private Object view(EngineViews engine, ViewForm form, Claims claims, Value owner) {
        Lease lease = new Lease(claims, leases);
        try {
            Object behind = engine.behind(owner);
            Object view = engine.view(form, lease, behind);
            if (claims != null) {
                cleaner.register(behind, lease);
            }
            return view;
        } catch (RuntimeException | Error e) {
            lease.run();
            throw e;
        } finally {
            if (closed) {
                close();
            }
        }
    }

    private static EngineViews engine() {
        Optional<EngineViews> found = EngineViews.found();
        return found.orElseThrow(() -> new NotShareableException(
                "memoryview does not cross, since the JVM lacks " + EngineViews.FLAGS + "; send bytes(view)"));
    }

    /** Hears that no thread is in the interpreter any more, so nobody uses its views. */
    public void ended() {
        leases.forEach(Lease::run);
    }

    /** Ends all leases and pins: others may resize what they lent, and keep what they borrowed. */
    @Override
    public void close() {
        closed = true;
        leases.forEach(Lease::abandon);
        pins.forEach(Pin::cut);
        pins.clear();
    }
}
