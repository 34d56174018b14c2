package org.clutch.shell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/** The terminal of a session, while a table on it is drawn anew again and again. Loaded only where there is one. */
final class Screen {
    /** In which Gogo keeps the terminal; without one JLine may be missing too. A constant, so that who asks for it loads nothing. */
    static final String VARIABLE = ".terminal";
    private static final String HOME_AND_CLEAR = "\033[H\033[J";

    private Screen() {}

    /** Says whether a session has a terminal that can be drawn on. */
    static boolean isThere(CommandSession session) {
        return session.get(VARIABLE) instanceof Terminal terminal && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }

    /** Draws what comes until {@code q}, Ctrl-C or the end of the input. */
    static void draw(CommandSession session, Supplier<String> table, Duration every) throws IOException {
        Terminal terminal = (Terminal) session.get(VARIABLE);
        Attributes before = terminal.enterRawMode();
        try {
            do {
                terminal.writer().print(HOME_AND_CLEAR + table.get().replace("\n", "\r\n") + "\r\n\r\nq ends this");
                terminal.flush();
            } while (goesOn(terminal.reader(), every));
        } finally {
            terminal.setAttributes(before);
            terminal.writer().println();
            terminal.flush();
        }
    }

    private static boolean goesOn(NonBlockingReader keys, Duration every) throws IOException {
        try {
            int key;
            do {
                key = keys.read(every.toMillis());
            } while (key >= 0 && key != 'q' && key != 3);
            return key == NonBlockingReader.READ_EXPIRED;
        } catch (InterruptedIOException e) {
            return false;
        }
    }
}
