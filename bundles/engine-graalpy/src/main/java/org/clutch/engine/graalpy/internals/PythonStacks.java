package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.clutch.diagnosis.PythonFrame;

/**
 * Where the threads in one context are. GraalPy has no {@code sys._current_frames()} of other threads; what its
 * {@code faulthandler} does is done here without Python code: each thread says it at its next safepoint, those that wait too,
 * and whoever asks need not enter the context, so it waits for nobody's turn.
 */
public final class PythonStacks {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    static final String FLAG = "--add-opens=org.graalvm.truffle/com.oracle.truffle.api=ALL-UNNAMED, or "
            + "--add-exports=org.graalvm.py/com.oracle.graal.python.runtime.exception=ALL-UNNAMED";
    private static final Pattern FRAME = Pattern.compile("  File \"(.*)\", line (\\d+), in (.*)");
    /** The function that all calls from outside come through, in the source that has it. */
    private static final String BOOTSTRAP = "<clutch bootstrap>";
    private static final String GATE = "enter";

    /** The engine's object for the context, or null if it is out of reach. */
    private final Object context;

    private PythonStacks(Object context) {
        this.context = context;
    }

    /** Finds the context that the calling thread has entered. */
    public static PythonStacks ofEnteredContext() {
        try {
            return new PythonStacks(Turns.enteredContext());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Turns has said which flag is missing.
            return new PythonStacks(null);
        }
    }

    /**
     * Asks all threads.
     *
     * @param deadline how long to wait for answers
     * @return what came, without threads in no Python code; empty if the JVM's flags do not allow it
     */
    public Map<Thread, List<PythonFrame>> within(Duration deadline) {
        Binding engine = Lazy.ENGINE;
        if (context == null || engine == null) {
            return Map.of();
        }
        Map<Thread, List<PythonFrame>> answers = new ConcurrentHashMap<>();
        Future<?> all = engine.submit(context, () -> answer(answers, engine));
        try {
            all.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            all.cancel(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.log(Level.DEBUG, "a thread could not say where it is", e);
        }
        return Map.copyOf(answers);
    }

    private static void answer(Map<Thread, List<PythonFrame>> answers, Binding engine) {
        List<PythonFrame> frames = frames(engine.stack());
        if (!frames.isEmpty()) {
            answers.put(Thread.currentThread(), frames);
        }
    }

    /** Reads what the engine prints, the outermost first, and leaves out what is the engine's own or ours. */
    static List<PythonFrame> frames(String printed) {
        Deque<PythonFrame> frames = new ArrayDeque<>();
        for (String line : printed.lines().toList()) {
            Matcher found = FRAME.matcher(line);
            if (!found.matches()) {
                continue;
            }
            String file = found.group(1);
            String function = found.group(3);
            if (file.equals(BOOTSTRAP) && function.equals(GATE)) {
                if (!frames.isEmpty() && !frames.getLast().equals(PythonFrame.ENTRY)) {
                    frames.add(PythonFrame.ENTRY);
                }
            } else if (isUsers(file, function)) {
                frames.add(new PythonFrame(file, Integer.parseInt(found.group(2)), function));
            }
        }
        if (!frames.isEmpty() && frames.getLast().equals(PythonFrame.ENTRY)) {
            frames.removeLast();
        }
        return List.copyOf(frames);
    }

    private static boolean isUsers(String file, String function) {
        return !function.equals("null") && !file.equals("<internal>") && !file.startsWith("<clutch>/_clutch/")
                && !file.startsWith("<clutch ");
    }

    /** Made by the first dump, for most programs never see one. */
    private static final class Lazy {
        static final Binding ENGINE = Binding.find();
    }

    /** The engine's side. */
    private record Binding(Constructor<?> action, Method getEnv, Method submit, Method print) {

        static Binding find() {
            try {
                Class<?> action = EngineObjects.type("com.oracle.truffle.api.ThreadLocalAction");
                return new Binding(ActionClass.below(action).getConstructor(Runnable.class),
                        EngineObjects.type("com.oracle.graal.python.runtime.PythonContext").getMethod("getEnv"),
                        EngineObjects.type("com.oracle.truffle.api.TruffleLanguage$Env").getMethod("submitThreadLocal",
                                Thread[].class, action),
                        EngineObjects.type("com.oracle.graal.python.runtime.exception.ExceptionUtils")
                                .getMethod("getPythonLikeStackTrace"));
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "dumps show Java frames instead of Python''s, since the JVM lacks " + FLAG
                        + " ({0})", e.toString());
                return null;
            }
        }

        Future<?> submit(Object context, Runnable work) {
            try {
                return (Future<?>) submit.invoke(getEnv.invoke(context), null, action.newInstance(work));
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        String stack() {
            try {
                return (String) print.invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
