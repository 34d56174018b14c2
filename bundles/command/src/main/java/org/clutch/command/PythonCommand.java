package org.clutch.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToIntFunction;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.Interpreters;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The command {@code clutch}: takes the words of the command line and returns the exit status. The thread that calls it
 * becomes Python's main thread. It is a service of a JDK type, so that the launcher shares no class with the bundles.
 */
@Component(service = ToIntFunction.class, property = "clutch.command=true")
public final class PythonCommand implements ToIntFunction<String[]> {
    /** What {@code python} gives for a command line that it cannot act on. */
    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    private final Interpreters interpreters;

    /** DS gives the interpreters. */
    @Activate
    public PythonCommand(@Reference Interpreters interpreters) {
        this.interpreters = interpreters;
    }

    @Override
    public int applyAsInt(String[] words) {
        return switch (CommandLine.parse(List.of(words))) {
            case CommandLine.Help() -> print(text("help.txt"));
            case CommandLine.Version() -> print(version());
            case CommandLine.Wrong(String message) -> fail(message + " (clutch --help lists what there is)", USAGE);
            case CommandLine.Run(Program.Script script, _) when !Files.exists(Path.of(script.path())) -> fail(
                    "can't open file '" + Path.of(script.path()).toAbsolutePath()
                            + "': [Errno 2] No such file or directory",
                    USAGE);
            case CommandLine.Run(Program program, CommandLine.Options options) -> run(program, options);
        };
    }

    private int run(Program program, CommandLine.Options words) {
        Map<String, String> environment = System.getenv();
        PythonOptions options;
        try {
            options = new Environment(environment).complete(words);
        } catch (IllegalArgumentException e) {
            return fail(e.getMessage(), USAGE);
        }
        boolean typed = program instanceof Program.StandardInput input && !input.dash()
                && (options.has(Flag.INSPECT) || Prompt.isTerminal());
        try (Prompt prompt = new Prompt(environment)) {
            if (typed) {
                return interpreters.runMain(new Program.Interactive(banner(options), prompt::terminal), options);
            }
            return interpreters.runMain(program, options.has(Flag.INSPECT)
                    ? options.withAfterwards(new Program.Interactive("", prompt::terminal))
                    : options);
        } catch (InterpreterException e) {
            return fail(e.getMessage(), FAILURE);
        }
    }

    private static String banner(PythonOptions options) {
        return options.has(Flag.QUIET)
                ? ""
                : version().strip() + "\nType \"help\" for more information; Ctrl-D or exit() ends it.";
    }

    private static int print(String text) {
        System.out.print(text);
        System.out.flush();
        return 0;
    }

    private static int fail(String message, int status) {
        System.err.println("clutch: " + message);
        return status;
    }

    private static String version() {
        Properties versions = new Properties();
        try (InputStream in = PythonCommand.class.getResourceAsStream("version.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "Clutch " + versions.getProperty("clutch") + " (Python 3.12 on GraalPy "
                + versions.getProperty("graalpy")
                + ")\n";
    }

    private static String text(String name) {
        try (InputStream in = PythonCommand.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
