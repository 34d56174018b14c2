package org.clutch.command;

import java.io.Console;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.clutch.interpreter.LineInput;

/** The terminal, if it comes to lines that are typed: nothing of JLine is loaded before. One thread uses it. */
final class Prompt implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.clutch.command");

    private final Map<String, String> environment;
    private AutoCloseable open = () -> {};

    /**
     * @param environment the variables of the process
     */
    Prompt(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Opens the terminal; gives null if standard input or output is none, or there is no JLine. */
    LineInput terminal() {
        if (!isTerminal()) {
            return null;
        }
        try {
            TerminalInput input = TerminalInput.open(HistoryFile.find(environment));
            open = input;
            return input;
        } catch (IOException | NoClassDefFoundError e) {
            LOG.log(Level.DEBUG, "no history and no completion", e);
            return null;
        }
    }

    /** Says whether somebody types and reads. */
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "the terminal was not given back", e);
        }
    }
}
