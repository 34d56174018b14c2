package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The boundary on a thread's stack between the frames of the interpreter that calls and those of the one that is called. To
 * GraalPy a stack is one, whatever contexts its frames belong to: without this, code finds the frames and the handled
 * exception of its caller in {@code frame.f_back} and {@code sys.exc_info()}, and with them every object of the other
 * interpreter.
 *
 * <p>GraalPy keeps for each thread in each context what a frame that is called from outside shall take for its caller's. Here
 * that is no exception, and the {@linkplain #setUp edge}. What is taken from there saves GraalPy the walk down the stack.
 */
public final class StackBoundary {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final Binding BINDING = Binding.find();

    private volatile Edge edge;

    /** What is called from outside takes for its caller's, and where GraalPy keeps that for each thread. */
    private record Edge(Object threadState, Object frame, Object exception) {}

    /** Says whether there can be a boundary: not without the JVM's flags, which a warning in the log has named. */
    public static boolean available() {
        return BINDING != null;
    }

    /**
     * Sets up the boundary; once, and later calls are ignored.
     *
     * @param frame what ends the chain of frames: the frame of a function that has returned, of an internal source, which
     *            {@code f_back} skips
     * @param enter what everything that is called from outside is called by, as the gate calls it
     */
    @HostAccess.Export
    public void setUp(Value frame, Value enter) {
        if (edge == null) {
            edge = BINDING.edge(frame);
            enter.executeVoid(null, (ProxyExecutable) _ -> {
                FrameWalks.endHere();
                return null;
            });
        }
    }

    /**
     * Does something in the context whose boundary this is, and which the calling thread has entered.
     *
     * @param work calls Python functions
     * @return its result
     */
    public <T> T call(Supplier<T> work) {
        Edge known = edge;
        return known == null ? work.get() : BINDING.call(known, work);
    }

    /** GraalPy's side. All handles take and give plain objects. */
    private record Binding(EngineObjects objects, Object noException, Object noFrame, MethodHandle language,
            MethodHandle threadState, MethodHandle get, MethodHandle popFrame, MethodHandle setFrame,
            MethodHandle exception, MethodHandle setException, MethodHandle reference, MethodHandle setBackReference) {

        static Binding find() {
            try {
                return new Finder().find();
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.WARNING, "an interpreter sees frames and the handled exception of the one that calls it, "
                        + "since the JVM lacks --add-exports=org.graalvm.py/" + Finder.PACKAGES + "=ALL-UNNAMED ({0})",
                        e.toString());
                return null;
            }
        }

        Edge edge(Value frame) {
            try {
                Object pythonFrame = objects.behind(frame);
                setBackReference.invoke(pythonFrame, noFrame);
                return new Edge(threadState.invoke(language.invoke((Object) null)), reference.invoke(pythonFrame),
                        noException);
            } catch (Throwable e) {
                throw new IllegalStateException("not a frame: " + frame, e);
            }
        }

        <T> T call(Edge edge, Supplier<T> work) {
            try {
                Object state = get.invoke(edge.threadState);
                Object frameBefore = popFrame.invoke(state);
                Object exceptionBefore = exception.invoke(state);
                setFrame.invoke(state, edge.frame);
                setException.invoke(state, edge.exception);
                try {
                    return work.get();
                } finally {
                    setFrame.invoke(state, frameBefore);
                    setException.invoke(state, exceptionBefore);
                }
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Finder {
        static final String PACKAGES = "com.oracle.graal.python, .runtime.exception, .builtins.objects.frame";
        private static final String PYTHON = "com.oracle.graal.python.";
        private final Class<?> language = EngineObjects.type(PYTHON + "PythonLanguage");
        private final Class<?> state = EngineObjects.type(PYTHON + "runtime.PythonContext$PythonThreadState");
        private final Class<?> frame = EngineObjects.type(PYTHON + "builtins.objects.frame.PFrame");
        private final Class<?> reference = EngineObjects.type(PYTHON + "builtins.objects.frame.PFrame$Reference");
        private final Class<?> exception = EngineObjects.type(PYTHON + "runtime.exception.PException");

        Finder() throws ClassNotFoundException {}

        Binding find() throws ReflectiveOperationException {
            return new Binding(new EngineObjects(), exception.getField("NO_EXCEPTION").get(null),
                    reference.getField("EMPTY").get(null),
                    handle(language, "get", EngineObjects.type("com.oracle.truffle.api.nodes.Node")),
                    handle(language, "getThreadStateLocal"),
                    handle(EngineObjects.type("com.oracle.truffle.api.ContextThreadLocal"), "get"),
                    handle(state, "popTopFrameInfo"), handle(state, "setTopFrameInfo", reference),
                    handle(state, "getCaughtException"),
                    handle(state, "setCaughtException",
                            EngineObjects.type("com.oracle.truffle.api.exception.AbstractTruffleException")),
                    handle(frame, "getRef"), handle(frame, "setBackref", reference));
        }

        private static MethodHandle handle(Class<?> owner, String name, Class<?>... parameters)
                throws ReflectiveOperationException {
            MethodHandle handle = MethodHandles.lookup().unreflect(owner.getMethod(name, parameters));
            return handle.asType(handle.type().generic());
        }
    }
}
