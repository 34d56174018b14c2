package org.clutch.engine.graalpy.internals.memory;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.clutch.engine.graalpy.internals.EngineObjects;

/**
 * What is behind a view of off-heap memory: the engine's own object for the memory of ctypes. Of its kinds of buffers it is
 * the one that copies in one go and needs no C library. It does not keep the memory; whoever has the view does.
 *
 * <p>The engine copies native memory, and reads and writes items of it, without a safepoint between looking at this object and
 * having done so; hence memory whose views are all garbage is at rest.
 */
final class NativeBuffers {
    private static final String PYTHON = "com.oracle.graal.python.";
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final MethodHandle pointer;
    private final MethodHandle make;
    private final MethodHandle shape;
    /** The Python class of these objects, which no code gets to see. */
    private final Object kind;

    NativeBuffers() throws ReflectiveOperationException {
        Class<?> pointers = type("builtins.modules.ctypes.memory.Pointer");
        Class<?> kinds = type("builtins.PythonBuiltinClassType");
        Class<?> language = type("PythonLanguage");
        Class<?> shapes = EngineObjects.type("com.oracle.truffle.api.object.Shape");
        kind = kinds.getField("PythonObject").get(null);
        pointer = LOOKUP.findStatic(pointers, "nativeMemory", MethodType.methodType(pointers, long.class))
                .asType(MethodType.methodType(Object.class, long.class));
        shape = LOOKUP.findVirtual(kinds, "getInstanceShape", MethodType.methodType(shapes, language))
                .asType(MethodType.genericMethodType(2));
        make = LOOKUP.findConstructor(type("builtins.modules.ctypes.CDataObject"),
                MethodType.methodType(void.class, Object.class, shapes, pointers, int.class, boolean.class))
                .asType(MethodType.methodType(Object.class, Object.class, Object.class, Object.class, int.class,
                        boolean.class));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return EngineObjects.type(PYTHON + name);
    }

    /** Makes one over memory with an address. */
    Object over(MemorySegment memory, Object language) throws Throwable {
        Object address = (Object) pointer.invokeExact(memory.address());
        Object itsShape = (Object) shape.invokeExact(kind, language);
        return (Object) make.invokeExact(kind, itsShape, address, Math.toIntExact(memory.byteSize()), false);
    }
}
