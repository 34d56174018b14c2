package org.clutch.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Commands that come by a connection, a line each, and what they give. There is no prompt, so that scripts can read it. */
final class Conversation {
    private static final String EXIT = "exit";

    private final CommandProcessor processor;
    private final Socket socket;

    Conversation(CommandProcessor processor, Socket socket) {
        this.processor = processor;
        this.socket = socket;
    }

    /** Takes commands until the other side ends, or says {@code exit}. */
    void hold() throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        try (PrintStream out = new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
                CommandSession session = processor.createSession(socket.getInputStream(), out, out)) {
            for (String line = lines.readLine(); line != null && !line.strip().equals(EXIT); line = lines.readLine()) {
                answer(session, line, out);
            }
        }
    }

    private static void answer(CommandSession session, String line, PrintStream out) {
        try {
            Object result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
        } catch (Exception e) {
            out.println(e.getMessage() == null ? e : e.getMessage());
        }
    }
}
