package org.clutch.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.clutch.interpreter.LineInput;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;

/**
 * Lines from the terminal by JLine, with history and completion. Between two lines the terminal and SIGINT are as Python has
 * them. One thread uses it.
 */
final class TerminalInput implements LineInput, AutoCloseable {
    private static final String INTERRUPT = "python-interrupt";
    private static final String SIGINT = "INT";
    private static final Size USUAL = new Size(80, 24);

    private final Terminal terminal;
    private final LineReader reader;
    private Function<String, List<String>> completions = _ -> List.of();

    private TerminalInput(Terminal terminal, Optional<Path> history) {
        this.terminal = terminal;
        LineReaderBuilder builder = LineReaderBuilder.builder().terminal(terminal).appName("clutch")
                .parser(new WordParser()).completer(completer())
                // A line of Python is a line, whatever is in it; a paste is several, one after the other.
                .option(Option.DISABLE_EVENT_EXPANSION, true).option(Option.BRACKETED_PASTE, false)
                .option(Option.HISTORY_IGNORE_SPACE, false).option(Option.HISTORY_REDUCE_BLANKS, false)
                .option(Option.HISTORY_TIMESTAMPED, false).option(Option.INSERT_TAB, true)
                .option(Option.AUTO_MENU, false);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        reader = builder.build();
        reader.getWidgets().put(INTERRUPT, () -> {
            throw new UserInterruptException("");
        });
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(INTERRUPT), KeyMap.ctrl('C'));
    }

    /**
     * Opens the terminal of the process.
     *
     * @param history the file that keeps what was typed, if there is to be one
     * @throws IOException there is no terminal
     */
    static TerminalInput open(Optional<Path> history) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // JLine finds its parts through this one.
        thread.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false)
                    .encoding(StandardCharsets.UTF_8).build();
            if (terminal.getWidth() == 0) {
                // It does not say its size, and nothing can be drawn in none.
                terminal.setSize(USUAL);
            }
            return new TerminalInput(terminal, history);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Completer completer() {
        // Without groups, descriptions and a blank behind: Python goes on after a name.
        return (_, line, candidates) -> {
            if (!line.word().isEmpty()) {
                completions.apply(line.word()).forEach(
                        each -> candidates.add(new Candidate(each, each, null, null, null, null, false)));
            }
        };
    }

    @Override
    public String readLine(String prompt, Function<String, List<String>> wordCompletions) throws InterruptedException {
        completions = wordCompletions;
        Attributes before = terminal.getAttributes();
        // Ctrl-C is a key while a line is read, so that no signal arrives late.
        Attributes typing = new Attributes(before);
        typing.setControlChar(ControlChar.VINTR, 0);
        terminal.setAttributes(typing);
        // JLine takes SIGINT over and would leave it to the JVM afterwards.
        Object pythons = Signals.register(SIGINT, () -> {});
        try {
            return reader.readLine(prompt);
        } catch (UserInterruptException e) {
            throw new InterruptedException("Ctrl-C");
        } catch (EndOfFileException e) {
            return null;
        } finally {
            Signals.unregister(SIGINT, pythons);
            terminal.setAttributes(before);
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
