package org.clutch.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The command {@code launcher/clutch} as a process, as a user starts it. */
final class Clutch implements AutoCloseable {
    static final Path CHECKOUT = Path.of(System.getProperty("clutch.checkout"));
    private static final long PATIENCE_SECONDS = 900;

    private final Process process;
    private final BufferedReader out;
    private final CompletableFuture<String> errors;

    private Clutch(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> killed());
    }

    /** Ends a process that hangs, which fails the test; what its threads were at goes to its standard output. */
    private Process killed() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            // Without the dump, then.
        }
        return process.destroyForcibly();
    }

    record Result(int status, String out, String err) {}

    static Clutch start(String... words) throws IOException {
        return new Clutch(builder(words).start());
    }

    /** Starts the command in another way. */
    static Clutch start(ProcessBuilder builder) throws IOException {
        return new Clutch(builder.start());
    }

    private static ProcessBuilder builder(String... words) {
        return builder(CHECKOUT.resolve("launcher/clutch"), words);
    }

    private static ProcessBuilder builder(Path clutch, String... words) {
        List<String> command = new ArrayList<>(List.of(clutch.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }

    /** Runs a script to the end on one core: without the compiler, which gains nothing in so short a time. */
    static Result runOnOneCore(String script) throws Exception {
        return runWithJavaOptions("-Dpolyglot.engine.Compilation=false", script);
    }

    /** Runs a script to the end with other features than those that are the default. */
    static Result runWithFeatures(String features, String... words) throws Exception {
        return runWithJavaOptions("-Dclutch.features=" + features, words);
    }

    /** Runs to the end with more options for the JVM. */
    static Result runWithJavaOptions(String options, String... words) throws Exception {
        return runIn(Map.of("CLUTCH_JAVA_OPTS", options), words);
    }

    /** Runs to the end with other environment variables. */
    static Result runIn(Map<String, String> environment, String... words) throws Exception {
        ProcessBuilder builder = builder(words);
        builder.environment().putAll(environment);
        try (Clutch clutch = new Clutch(builder.start())) {
            clutch.process.getOutputStream().close();
            return clutch.end();
        }
    }

    /** Runs another copy of the command to the end. */
    static Result runAs(Path command, String... words) throws Exception {
        try (Clutch clutch = new Clutch(builder(command, words).start())) {
            clutch.process.getOutputStream().close();
            return clutch.end();
        }
    }

    /** Runs to the end, with nothing or some text on standard input. */
    static Result run(String input, String... words) throws Exception {
        try (Clutch clutch = start(words)) {
            clutch.process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            clutch.process.getOutputStream().close();
            return clutch.end();
        }
    }

    /** Runs on a terminal, until what is typed has ended it. */
    static Result runOnATerminal(String typed, String... words) throws Exception {
        String command = CHECKOUT.resolve("launcher/clutch") + " " + String.join(" ", words);
        ProcessBuilder script = new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null");
        script.environment().put("TERM", "xterm");
        script.environment().put("PYTHON_HISTORY", "/dev/null");
        Process process = script.start();
        try (Clutch clutch = new Clutch(process)) {
            process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return clutch.end();
        }
    }

    static Path script(String source) throws IOException {
        Path file = Files.createTempFile("script", ".py");
        file.toFile().deleteOnExit();
        return Files.writeString(file, source);
    }

    /** Reads standard output up to a line. */
    void awaitLine(String line) throws IOException {
        String read;
        do {
            read = out.readLine();
            if (read == null) {
                throw new AssertionError("ended before it printed '" + line + "': " + errors.join());
            }
        } while (!read.equals(line));
    }

    /** Says that there is no more to read on standard input. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void signal(String name) throws Exception {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        if (status != 0 && !process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("kill gave " + status);
        }
    }

    /** Waits for the end; what was not read of standard output comes with it. */
    Result end() throws Exception {
        StringBuilder rest = new StringBuilder();
        out.lines().forEach(line -> rest.append(line).append('\n'));
        process.waitFor();
        return new Result(process.exitValue(), rest.toString(), errors.join());
    }

    private static String readAll(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
