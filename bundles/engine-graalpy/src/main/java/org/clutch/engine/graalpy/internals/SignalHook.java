package org.clutch.engine.graalpy.internals;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Consumer;

/**
 * Puts itself before GraalPy's handler of a signal, in a handler of GraalPy's own class, so that {@code signal.getsignal()}
 * goes on telling the truth. The JDK's signal API is not exported to bundles, hence reflection there too.
 */
final class SignalHook {
    static final String FLAG = "--add-opens=org.graalvm.py/com.oracle.graal.python.builtins.modules=ALL-UNNAMED";

    private SignalHook() {}

    /**
     * Hooks into a signal.
     *
     * @param name the signal without {@code SIG}
     * @param hook gets each signal, in the JVM's signal thread, with what passes it on to the handler that was there
     * @return puts that handler back, unless somebody has put another one in place
     * @throws ReflectiveOperationException if GraalPy's handlers are not accessible
     */
    static AutoCloseable over(String name, Consumer<Runnable> hook) throws ReflectiveOperationException {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        Constructor<?> handler = Class
                .forName("com.oracle.graal.python.builtins.modules.Signals$PythonSignalHandler", true, loader)
                .getDeclaredConstructor(Runnable.class);
        handler.setAccessible(true);
        Class<?> signalType = Class.forName("sun.misc.Signal", true, loader);
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler", true, loader);
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        Method pass = handlerType.getMethod("handle", signalType);
        Object signal = signalType.getConstructor(String.class).newInstance(name);

        Object[] before = new Object[1];
        Runnable passOn = () -> invoke(pass, before[0], signal);
        Object own = handler.newInstance((Runnable) () -> hook.accept(passOn));
        before[0] = handle.invoke(null, signal, own);
        return () -> {
            Object there = invoke(handle, null, signal, before[0]);
            if (there != own) {
                // GraalPy has put the JVM's back meanwhile, since the context has ended.
                invoke(handle, null, signal, there);
            }
        };
    }

    private static Object invoke(Method method, Object receiver, Object... args) {
        try {
            return method.invoke(receiver, args);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
