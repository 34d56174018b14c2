package org.clutch.itests;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command on a pseudo terminal, with somebody who types and reads. */
final class OnATerminal implements AutoCloseable {
    static final String ENTER = "\r";
    static final String TAB = "\t";
    static final String UP = "\033OA";
    static final String CTRL_C = "\003";
    static final String CTRL_D = "\004";
    /** What makes the terminal. */
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    private final Process process;
    private final Reader out;
    private final StringBuilder seen = new StringBuilder();
    private int from;

    private OnATerminal(Process process) {
        this.process = process;
        this.out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    }

    static boolean isThere() {
        return Files.isExecutable(SCRIPT);
    }

    /** Starts it; the words have neither blanks nor quotes. */
    static OnATerminal start(Map<String, String> environment, String... words) throws IOException {
        String command = "exec " + Clutch.CHECKOUT.resolve("launcher/clutch") + " " + String.join(" ", words);
        ProcessBuilder builder = new ProcessBuilder(List.of(SCRIPT.toString(), "-qec", command, "/dev/null"));
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm");
        return new OnATerminal(builder.redirectErrorStream(true).start());
    }

    /** Waits until something is on the screen, after what was waited for before. */
    void await(String text) throws IOException {
        int found;
        while ((found = seen.indexOf(text, from)) < 0) {
            int next = out.read();
            if (next < 0) {
                throw new AssertionError("ended before it showed '" + text + "': " + seen);
            }
            seen.append((char) next);
        }
        from = found + text.length();
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Types a line at a prompt, and waits for what comes of it. */
    void enter(String line, String result) throws IOException {
        await(">>> ");
        type(line + ENTER);
        await(result);
    }

    /** Waits for the end, and gives the status. */
    int end() throws Exception {
        for (int next = out.read(); next >= 0; next = out.read()) {
            seen.append((char) next);
        }
        return process.waitFor();
    }

    String seen() {
        return seen.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
