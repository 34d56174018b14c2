package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Lets a thread that waits in Java stop waiting when its context has something for it to do, such as a signal handler or an
 * interrupt: what {@code EINTR} is to a system call.
 */
public final class Safepoints {
    /** What {@link #await} gives when the wait should be left, the pending work done, and the wait begun again. */
    public static final Object AGAIN = new Object();

    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final Binding BINDING = Binding.find();

    private Safepoints() {}

    /**
     * Waits in the calling thread, which is inside a context.
     *
     * @param wait the wait, which ends with an {@link InterruptedException} when the thread is interrupted
     * @return its result, or {@link #AGAIN}
     * @throws InterruptedException if the thread was interrupted by somebody else
     */
    public static Object await(Callable<Object> wait) throws InterruptedException {
        return BINDING == null ? call(wait) : BINDING.await(wait);
    }

    private static Object call(Callable<Object> wait) throws InterruptedException {
        try {
            return wait.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Truffle's side: the methods and interfaces of {@code TruffleSafepoint} that make up a blocked thread. */
    private record Binding(Method getCurrent, Method setBlocked, Class<?> interrupter, Class<?> interruptible) {

        static Binding find() {
            try {
                ClassLoader loader = ClassLoader.getSystemClassLoader();
                String name = "com.oracle.truffle.api.TruffleSafepoint";
                Class<?> safepoint = Class.forName(name, true, loader);
                Class<?> interrupter = Class.forName(name + "$Interrupter", true, loader);
                Class<?> interruptible = Class.forName(name + "$Interruptible", true, loader);
                Class<?> node = Class.forName("com.oracle.truffle.api.nodes.Node", false, loader);
                Method setBlocked = safepoint.getMethod("setBlocked", node, interrupter, interruptible, Object.class,
                        Runnable.class, Consumer.class);
                Method getCurrent = safepoint.getMethod("getCurrent");
                getCurrent.invoke(null);
                return new Binding(getCurrent, setBlocked, interrupter, interruptible);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.WARNING, "Ctrl-C does not end a blocked Clutch call, since the JVM lacks "
                        + "--add-opens=org.graalvm.truffle/com.oracle.truffle.api=ALL-UNNAMED ({0})", e.toString());
                return null;
            }
        }

        Object await(Callable<Object> wait) throws InterruptedException {
            Blocked blocked = new Blocked(wait);
            Object proxy = Proxy.newProxyInstance(interrupter.getClassLoader(),
                    new Class<?>[]{interrupter, interruptible}, blocked);
            try {
                setBlocked.invoke(getCurrent.invoke(null), null, proxy, proxy, null, null, null);
            } catch (InvocationTargetException e) {
                throw unchecked(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
            return blocked.result();
        }

        private static RuntimeException unchecked(Throwable failure) {
            if (failure instanceof Error error) {
                throw error;
            }
            return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
        }
    }

    /**
     * One wait of one thread. Truffle calls {@code interrupt} in another thread, under a lock that it also takes to end the
     * wait, so {@link #requested} is set before the thread sees itself interrupted, and no interrupt comes after the end.
     */
    private static final class Blocked implements InvocationHandler {
        private final Callable<Object> wait;
        private volatile boolean requested;
        private Object result = AGAIN;
        private Exception failure;

        Blocked(Callable<Object> wait) {
            this.wait = wait;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) {
            switch (method.getName()) {
                case "interrupt" -> {
                    requested = true;
                    ((Thread) args[0]).interrupt();
                }
                case "resetInterrupted" -> Thread.interrupted();
                case "apply" -> waitOnce();
                default -> throw new UnsupportedOperationException(method.toString());
            }
            return null;
        }

        private void waitOnce() {
            try {
                result = wait.call();
            } catch (Exception e) {
                failure = e;
            }
        }

        Object result() throws InterruptedException {
            return switch (failure) {
                case null -> result;
                case InterruptedException e when !requested -> throw e;
                case InterruptedException _ -> AGAIN;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException(failure);
            };
        }
    }
}
