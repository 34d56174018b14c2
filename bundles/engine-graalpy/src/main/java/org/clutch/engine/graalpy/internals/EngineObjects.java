package org.clutch.engine.graalpy.internals;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.graalvm.polyglot.Value;

/** The engine's own objects behind values of the context that the calling thread has entered. */
public final class EngineObjects {
    private final Method getEnv;
    private final Method asGuestValue;

    /** Finds the way to them; fails if the JVM's flags do not allow it. */
    public EngineObjects() throws ReflectiveOperationException {
        getEnv = type("com.oracle.graal.python.runtime.PythonContext").getMethod("getEnv");
        asGuestValue = type("com.oracle.truffle.api.TruffleLanguage$Env").getMethod("asGuestValue", Object.class);
    }

    /** Gives the object behind a value. */
    public Object behind(Value value) throws ReflectiveOperationException {
        return asGuestValue.invoke(getEnv.invoke(Turns.enteredContext()), value);
    }

    /** Gives a class of the engine, which only the system class loader has. */
    public static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, true, ClassLoader.getSystemClassLoader());
    }

    /** Gives what is in a field of an object's own class, whoever may see that. */
    static Object field(Object object, String name) throws ReflectiveOperationException {
        return accessible(object.getClass(), name).get(object);
    }

    /** Gives a field of a class, whoever may see that. */
    static Field accessible(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** Gives what to throw for what a method handle threw; an error is thrown by this itself. */
    public static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }

    /** Makes a class below one of the engine's. Its loader sees what the engine's sees, and lives as long as the class. */
    public static Class<?> define(Class<?> superclass, byte[] code) {
        return new ClassLoader(superclass.getClassLoader()) {
            Class<?> define() {
                return defineClass(null, code, 0, code.length);
            }
        }.define();
    }
}
