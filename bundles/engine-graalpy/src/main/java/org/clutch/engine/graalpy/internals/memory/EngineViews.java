package org.clutch.engine.graalpy.internals.memory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.clutch.engine.graalpy.internals.EngineObjects;
import org.graalvm.polyglot.Value;

/**
 * GraalPy's own memoryviews, by reflection: reads them, counts what they export, makes them over given memory. With
 * {@link NativeBuffers} the only class of this package that knows the engine's members; each is looked up at the start, so that
 * another version of the engine says at once which is missing.
 */
final class EngineViews {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final String PYTHON = "com.oracle.graal.python.";
    /** The engine's packages that the JVM must export to this code, beside those that others name. */
    static final String FLAGS = "--add-exports of the packages builtins, builtins.modules.ctypes and its "
            + ".memory, builtins.objects.array, .bytes and .memoryview, runtime.object, runtime.sequence.storage and util of org.graalvm.py, as launcher/jvm.options has them";
    /** PMemoryView.FLAG_C and FLAG_FORTRAN. */
    private static final int CONTIGUOUS = 6;
    private static final int PARAMETERS = 17;
    // Not the public lookup: that sees only what the engine exports to everybody.
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Optional<EngineViews> FOUND = find();

    private final EngineObjects objects = new EngineObjects();
    private final NativeBuffers natives = new NativeBuffers();
    private final Class<?> view = type("builtins.objects.memoryview.PMemoryView");
    private final Class<?> bytes = type("builtins.objects.bytes.PBytesLike");
    private final Class<?> bytearray = type("builtins.objects.bytes.PByteArray");
    private final Class<?> array = type("builtins.objects.array.PArray");
    private final Class<?> storage = type("runtime.sequence.storage.ByteSequenceStorage");
    private final Class<?> leased;

    private final MethodHandle buffer = getter(view, "getBuffer");
    private final MethodHandle size = getter(view, "getLength");
    private final MethodHandle readOnly = getter(view, "isReadOnly");
    private final MethodHandle itemSize = getter(view, "getItemSize");
    private final MethodHandle kind = getter(view, "getFormat");
    private final MethodHandle format = getter(view, "getFormatString");
    private final MethodHandle dimensions = getter(view, "getDimensions");
    private final MethodHandle offset = getter(view, "getOffset");
    private final MethodHandle shape = getter(view, "getBufferShape");
    private final MethodHandle strides = getter(view, "getBufferStrides");
    private final MethodHandle suboffsets = getter(view, "getBufferSuboffsets");
    private final MethodHandle pointer = getter(view, "getBufferPointer");
    private final MethodHandle flags = getter(view, "getFlags");
    private final MethodHandle released = getter(view, "isReleased");
    private final MethodHandle viewExports = getter(view, "getExports");
    private final MethodHandle manager = getter(view, "getLifecycleManager");

    private final MethodHandle bytesStorage = getter(bytes, "getSequenceStorage");
    private final MethodHandle arrayStorage = getter(array, "getSequenceStorage");
    private final MethodHandle arrayExports = getter(array, "getExports");
    private final MethodHandle bytearrayExports = getter(bytearray, "getExports");
    private final MethodHandle setBytearrayExports = general(bytearray.getMethod("setExports", long.class), 2);

    private final MethodHandle content = getter(storage, "getInternalByteArray");
    private final MethodHandle length = getter(storage, "length");
    private final MethodHandle newBytearray;

    private final MethodHandle lease;
    private final MethodHandle newLeased;
    private final MethodHandle newView;
    private final MethodHandle context;
    private final MethodHandle language;
    private final Object unsignedByte;

    private EngineViews() throws ReflectiveOperationException {
        leased = LeaseClass.below(type("builtins.objects.memoryview.BufferLifecycleManager"));
        lease = LOOKUP.unreflectGetter(leased.getField(LeaseClass.LEASE))
                .asType(MethodType.genericMethodType(1));
        newLeased = LOOKUP.unreflectConstructor(leased.getConstructor(Runnable.class))
                .asType(MethodType.methodType(Object.class, Runnable.class));
        Class<?> factories = type("runtime.object.PFactory");
        newBytearray = general(
                factories.getMethod("createByteArray", type("PythonLanguage"), byte[].class, int.class), 3);
        Method factory = Arrays.stream(factories.getMethods())
                .filter(each -> each.getName().equals("createMemoryView") && each.getParameterCount() == PARAMETERS)
                .findAny().orElseThrow(() -> new NoSuchMethodException("PFactory.createMemoryView"));
        newView = general(factory, PARAMETERS).asSpreader(Object[].class, PARAMETERS);
        Class<?> node = EngineObjects.type("com.oracle.truffle.api.nodes.Node");
        context = general(type("runtime.PythonContext").getMethod("get", node), 1);
        language = general(type("PythonLanguage").getMethod("get", node), 1);
        unsignedByte = type("util.BufferFormat").getField("UINT_8").get(null);
    }

    private static Optional<EngineViews> find() {
        try {
            return Optional.of(new EngineViews());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING,
                    "memoryviews do not cross between interpreters, since the JVM lacks " + FLAGS + " ({0})",
                    e.toString());
            return Optional.empty();
        }
    }

    /** Finds the engine's members; empty, after one warning in the log, if the JVM's flags do not allow it. */
    static Optional<EngineViews> found() {
        return FOUND;
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return EngineObjects.type(PYTHON + name);
    }

    private static MethodHandle getter(Class<?> type, String name) throws ReflectiveOperationException {
        return general(type.getMethod(name), 1);
    }

    /** Gives a method that takes and gives objects of any type. */
    private static MethodHandle general(Method method, int parameters) throws IllegalAccessException {
        return LOOKUP.unreflect(method).asFixedArity()
                .asType(MethodType.genericMethodType(parameters));
    }

    /** Gives the engine's own object behind a value of the entered context. */
    Object behind(Value value) {
        try {
            return objects.behind(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isReleased(Object aView) {
        return (boolean) call(released, aView);
    }

    /** Gives what the views of a receiver have in common, or null if the memory came from no other interpreter. */
    Lease lease(Object aView) {
        Object present = call(manager, aView);
        return leased.isInstance(present) ? (Lease) call(lease, present) : null;
    }

    /** Gives the object whose memory a view has, as far as this knows its kind; else null. */
    Object exporter(Object aView) {
        Object exporter = call(buffer, aView);
        return bytes.isInstance(exporter) || array.isInstance(exporter) ? exporter : null;
    }

    /** Reads a view; null if its memory is no Java array, or is reached by pointers. */
    ViewForm form(Object aView, Object exporter) {
        Object present = call(bytes.isInstance(exporter) ? bytesStorage : arrayStorage, exporter);
        return storage.isInstance(present)
                ? form(aView, memory((byte[]) call(content, present), (int) call(length, present)))
                : null;
    }

    private static MemorySegment memory(byte[] anArray, int capacity) {
        return MemorySegment.ofArray(anArray).asSlice(0, capacity);
    }

    /** Reads a view of memory that is known; null if it reaches that by pointers. */
    ViewForm form(Object aView, MemorySegment memory) {
        if (call(pointer, aView) != null || call(suboffsets, aView) != null) {
            return null;
        }
        return new ViewForm(memory, (int) call(size, aView), (boolean) call(readOnly, aView),
                (int) call(itemSize, aView), call(kind, aView), call(format, aView),
                (int) call(dimensions, aView), (int) call(offset, aView), (int[]) call(shape, aView),
                (int[]) call(strides, aView), (int) call(flags, aView));
    }

    /** Describes unsigned bytes in a row. */
    ViewForm bytes(byte[] anArray, int from, int count, boolean isReadOnly) {
        return bytes(MemorySegment.ofArray(anArray), from, count, isReadOnly);
    }

    /** Describes unsigned bytes in a row. */
    ViewForm bytes(MemorySegment memory, int from, int count, boolean isReadOnly) {
        return new ViewForm(memory, count, isReadOnly, 1, unsignedByte, null, 1, from, new int[]{count}, new int[]{1},
                CONTIGUOUS);
    }

    /** Describes items as those of another view are. */
    ViewForm items(MemorySegment memory, Object like, int offset, int[] itsShape, int[] itsStrides,
            boolean isReadOnly) {
        int each = (int) call(itemSize, like);
        int all = IntStream.of(itsShape).reduce(each, Math::multiplyExact);
        return new ViewForm(memory, all, isReadOnly, each, call(kind, like), call(format, like), itsShape.length,
                offset,
                itsShape, itsStrides, Contiguity.flags(each, itsShape, itsStrides));
    }

    /** Counts an export more or less of a view and, if it can be resized, of its exporter. */
    void count(Object exporter, Object aView, int change) {
        ((AtomicLong) call(viewExports, aView)).addAndGet(change);
        if (array.isInstance(exporter)) {
            ((AtomicLong) call(arrayExports, exporter)).addAndGet(change);
        } else if (bytearray.isInstance(exporter)) {
            synchronized (exporter) {
                call(setBytearrayExports, exporter, (long) call(bytearrayExports, exporter) + change);
            }
        }
    }

    /** Makes a view in the entered context. */
    Object view(ViewForm form, Runnable end, Object owner) {
        try {
            Object python = call(language, (Object) null);
            Object shared = form.memory().isNative()
                    ? natives.over(form.memory(), python)
                    : bytearray(form.memory(), python);
            Object counter = (Object) newLeased.invokeExact(end);
            Object[] all = {python, call(context, (Object) null), counter, shared, owner,
                    form.size(), form.readOnly(), form.itemSize(), form.kind(), form.format(), form.dimensions(), null,
                    form.offset(), form.shape(), form.strides(), null, form.flags()};
            return newView.invokeExact(all);
        } catch (Throwable e) {
            throw EngineObjects.unchecked(e);
        }
    }

    /** The bare storage would do, but a C extension that asks for an address would crash over it. */
    private Object bytearray(MemorySegment memory, Object python) throws Throwable {
        return (Object) newBytearray.invokeExact(python, memory.heapBase().orElseThrow(),
                (Object) Integer.valueOf((int) memory.byteSize()));
    }

    private static Object call(MethodHandle method, Object object) {
        try {
            return method.invokeExact(object);
        } catch (Throwable e) {
            throw EngineObjects.unchecked(e);
        }
    }

    private static void call(MethodHandle method, Object object, Object argument) {
        try {
            Object _ = method.invokeExact(object, argument);
        } catch (Throwable e) {
            throw EngineObjects.unchecked(e);
        }
    }
}
