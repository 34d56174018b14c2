package org.clutch.engine.graalpy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.clutch.engine.Host;
import org.clutch.engine.MainState;
import org.clutch.engine.graalpy.face.Border;
import org.clutch.engine.graalpy.face.HostInterpreters;
import org.clutch.engine.graalpy.internals.KeyboardInterrupts;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.Program;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/** The state of the main interpreter that runs one program, in the thread that made it, and then ends. */
final class ProgramState extends GraalPyState implements MainState {
    /** What a shell shows for a program that SIGINT ended. */
    private static final int INTERRUPTED = 130;
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final long STACK = 16 << 20;
    /** What python does between the last line of a program and its end; here in Python's main thread. */
    private static final Source END_OF_PROGRAM = internal("""
            def end():
                import atexit
                import sys
                import traceback

                try:
                    threading = sys.modules.get("threading")
                    if threading is not None:
                        threading._shutdown()
                except BaseException:
                    traceback.print_exc()
                try:
                    # It prints what goes wrong.
                    atexit._run_exitfuncs()
                except BaseException:
                    pass
                for stream in sys.stdout, sys.stderr:
                    try:
                        stream.flush()
                    except Exception:
                        pass


            end()
            """);
    private static final Source ENDED_BY_INTERRUPT = internal(
            "import sys\nissubclass(getattr(sys, 'last_type', None) or object, KeyboardInterrupt)");

    private static final Source WATCH_THE_END = internal(
            "from _clutch.ending import watch_the_end\nwatch_the_end()");

    private final Program program;
    private final KeyboardInterrupts interrupts;

    private ProgramState(Contexts contexts, Context context, PythonSources sources, Host host, Program program,
            KeyboardInterrupts interrupts) {
        super(contexts, context, sources, Isolation.TRUSTED, true);
        adopt(InterpreterSpec.DEFAULT, host, new HostInterpreters(host, interrupts));
        this.program = program;
        this.interrupts = interrupts;
        interrupts.install(context);
        context.eval(WATCH_THE_END);
    }

    static ProgramState create(Contexts contexts, PythonSources sources, Program program, Host host) {
        contexts.arguments(argv(program));
        Context.Builder builder = contexts.builder(InterpreterSpec.DEFAULT).option("python.AlwaysRunExcepthook", "true")
                .option("python.InstallSignalHandlers", "true");
        if (program instanceof Program.Script script) {
            // As python has it, so that __file__ is right after os.chdir() too. sys.argv[0] stays as it was written.
            builder.option("python.InputFilePath", Path.of(script.path()).toAbsolutePath().toString());
        }
        return contexts.open(builder, Isolation.TRUSTED,
                context -> new ProgramState(contexts, context, sources, host, program,
                        new KeyboardInterrupts(Thread.currentThread())));
    }

    private static String[] argv(Program program) {
        List<String> argv = new ArrayList<>();
        argv.add(switch (program) {
            case Program.Script script -> script.path();
            case Program.Command _ -> "-c";
            case Program.Module _ -> "-m";
            case Program.StandardInput input -> input.dash() ? "-" : "";
        });
        argv.addAll(program.arguments());
        return argv.toArray(String[]::new);
    }

    @Override
    public int run() {
        int status = runProgram();
        interrupts.programEnded();
        try {
            context().eval(END_OF_PROGRAM);
        } catch (PolyglotException e) {
            // sys.exit() in an atexit function, which python ignores too; or somebody ends this process.
            LOG.log(Level.DEBUG, "the program did not end in order", e);
        }
        try {
            closeWithinDeadline();
        } finally {
            interrupts.close();
        }
        return status;
    }

    /** Daemon threads may be in code that cannot be stopped, and python does not wait for those. */
    private void closeWithinDeadline() {
        Thread closing = Thread.ofPlatform().name("clutch-close-main").daemon().stackSize(STACK).start(() -> {
            try {
                end(false);
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "the main interpreter did not end in order", e);
            }
        });
        try {
            if (!closing.join(CLOSE_DEADLINE)) {
                LOG.log(Level.WARNING, "a thread of the main interpreter cannot be stopped; it is abandoned");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int runProgram() {
        try {
            context().eval(source());
            return 0;
        } catch (PolyglotException e) {
            if (e.isInterrupted() || e.isCancelled()) {
                // Somebody ends this process or this interpreter, and it is theirs to say so.
                return INTERRUPTED;
            }
            if (!e.isExit()) {
                System.err.println(e.getMessage());
                return 1;
            }
            boolean interrupted = e.getExitStatus() == 1 && context().eval(ENDED_BY_INTERRUPT).asBoolean();
            return interrupted ? INTERRUPTED : e.getExitStatus();
        }
    }

    private Source source() {
        return switch (program) {
            case Program.Script _,Program.StandardInput _ -> internal("__graalpython__.run_path()");
            case Program.Command command ->
                Source.newBuilder(Contexts.PYTHON, command.source(), "<string>").buildLiteral();
            case Program.Module module -> internal(
                    "import runpy\nrunpy._run_module_as_main('" + escaped(module.name()) + "')");
        };
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("'", "\\'");
    }

    private static Source internal(String code) {
        return Source.newBuilder(Contexts.PYTHON, code, "<internal>").internal(true).buildLiteral();
    }

    @Override
    public void close() {
        cancel();
    }

    @Override
    public void cancel() {
        end(true);
    }
}
