package org.clutch.engine.graalpy.internals;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * GraalPy's own bytes over arrays of Java. A host object cannot become bytes by any other way than one item at a time, or as
 * text that Python encodes.
 */
public final class EngineBytes {
    /** From an array to bytes of the entered context; null if that is not possible. */
    private static final MethodHandle NEW = find();

    private EngineBytes() {}

    private static MethodHandle find() {
        try {
            // Not getMethod(), which loads the types of all methods of a class.
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> python = type("PythonLanguage");
            Class<?> node = EngineObjects.type("com.oracle.truffle.api.nodes.Node");
            MethodHandle language = lookup.findStatic(python, "get", MethodType.methodType(python, node));
            MethodHandle create = lookup.findStatic(type("runtime.object.PFactory"), "createBytes",
                    MethodType.methodType(type("builtins.objects.bytes.PBytes"), python, byte[].class));
            return MethodHandles.collectArguments(create, 0, MethodHandles.insertArguments(language, 0, (Object) null))
                    .asType(MethodType.methodType(Object.class, byte[].class));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return EngineObjects.type("com.oracle.graal.python." + name);
    }

    /** Says whether the JVM's flags allow it. Without it nothing is lost but time. */
    public static boolean arePossible() {
        return NEW != null;
    }

    /**
     * Makes bytes in the interpreter that the calling thread has entered.
     *
     * @param content becomes theirs: nobody may change it any more
     * @return the engine's object
     */
    public static Object of(byte[] content) {
        try {
            return (Object) NEW.invokeExact(content);
        } catch (Throwable e) {
            throw EngineObjects.unchecked(e);
        }
    }
}
