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
import org.clutch.engine.graalpy.face.HostProgram;
import org.clutch.engine.graalpy.internals.KeyboardInterrupts;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;
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

                try:
                    threading = sys.modules.get("threading")
                    if threading is not None:
                        threading._shutdown()
                except BaseException:
                    # Not before it is needed: it takes a quarter of the time that a short program has.
                    import traceback

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

    private static final Source SET_PROGRAM = internal("""
            def set(host):
                from _clutch import program
                program.host = host
            set
            """);
    /** What the engine has no way for: compiles at a level, and without the first line. Its frames are in no traceback. */
    private static final Source RUN_COMPILED = internal("""
            def run():
                import sys

                import _clutch
                from _clutch import program

                text, name = program.source()
                if text is None:
                    __graalpython__.run_path()
                else:
                    code = compile(text, name, "exec", dont_inherit=True, optimize=_clutch.optimize)
                    exec(code, vars(sys.modules["__main__"]))


            run()
            """);
    /** The engine lets SystemExit end an interactive source alone, if there was -i. */
    private static final Source INTERACT = Source
            .newBuilder(Contexts.PYTHON, "__import__('_clutch.program').program.interact()\n", "<internal>")
            .internal(true)
            .interactive(true).buildLiteral();

    private final Program program;
    private final PythonOptions options;
    private final KeyboardInterrupts interrupts;
    /** Whether somebody has ended the program from outside. */
    private boolean unwound;

    private ProgramState(Contexts contexts, Context context, PythonSources sources, Host host, Program program,
            PythonOptions options, KeyboardInterrupts interrupts) {
        super(contexts, context, sources, Isolation.TRUSTED, true);
        adopt(InterpreterSpec.DEFAULT, host, new HostInterpreters(host, interrupts));
        this.program = program;
        this.options = options;
        this.interrupts = interrupts;
        interrupts.install(context);
        context.eval(WATCH_THE_END);
        if (program instanceof Program.Interactive || options.afterwards() != null || isCompiled()) {
            context.eval(SET_PROGRAM).executeVoid(new HostProgram(program, options));
        }
    }

    static ProgramState create(Contexts contexts, PythonSources sources, Program program, PythonOptions options,
            Host host) {
        contexts.commandLine(argv(program), options);
        Context.Builder builder = contexts.builder(InterpreterSpec.DEFAULT).option("python.AlwaysRunExcepthook", "true")
                .option("python.InstallSignalHandlers", "true")
                .option("python.InspectFlag", String.valueOf(options.afterwards() != null));
        if (program instanceof Program.Script script) {
            // As python has it, so that __file__ is right after os.chdir() too. sys.argv[0] stays as it was written.
            builder.option("python.InputFilePath", Path.of(script.path()).toAbsolutePath().toString());
        }
        return contexts.open(builder, Isolation.TRUSTED,
                context -> new ProgramState(contexts, context, sources, host, program, options,
                        new KeyboardInterrupts(Thread.currentThread())));
    }

    private static String[] argv(Program program) {
        List<String> argv = new ArrayList<>();
        argv.add(switch (program) {
            case Program.Script script -> script.path();
            case Program.Command _ -> "-c";
            case Program.Module _ -> "-m";
            case Program.StandardInput input -> input.dash() ? "-" : "";
            case Program.Interactive _ -> "";
        });
        argv.addAll(program.arguments());
        return argv.toArray(String[]::new);
    }

    @Override
    public int run() {
        int status = runProgram();
        if (options.afterwards() != null && !unwound) {
            status = run(INTERACT);
        }
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
        int status = run(source());
        boolean interrupted = status == 1 && !(program instanceof Program.Interactive)
                && context().eval(ENDED_BY_INTERRUPT).asBoolean();
        return interrupted ? INTERRUPTED : status;
    }

    private int run(Source source) {
        try {
            context().eval(source);
            return 0;
        } catch (PolyglotException e) {
            if (e.isInterrupted() || e.isCancelled()) {
                // Somebody ends this process or this interpreter, and it is theirs to say so.
                unwound = true;
                return INTERRUPTED;
            }
            if (!e.isExit()) {
                System.err.println(e.getMessage());
                return 1;
            }
            return e.getExitStatus();
        }
    }

    private boolean isCompiled() {
        return options.has(Flag.OPTIMIZE) || options.has(Flag.SKIP_FIRST_LINE);
    }

    private Source source() {
        return switch (program) {
            case Program.Interactive _ -> INTERACT;
            case Program.Script _,Program.StandardInput _,Program.Command _ when isCompiled() -> RUN_COMPILED;
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
