package org.clutch.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Tells each session that has completion how arguments of these commands are completed: by lines of Gogo's own command
 * {@code complete}, as its profile has them. Whatever a session executes first makes this run before it, which is that profile.
 */
@Component
public final class CompletionScript implements CommandSessionListener {
    /** In which Gogo keeps what completes; sessions that nobody types into have none. */
    private static final String COMPLETIONS = ".completions";
    private static final Logger LOG = System.getLogger("org.clutch.shell");

    private final String script = script();
    private final Set<CommandSession> told = Collections
            .newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    /** DS makes it. */
    @Activate
    public CompletionScript() {}

    private static String script() {
        try (InputStream in = CompletionScript.class.getResourceAsStream("completion.gosh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        // First noted, since the script is executed too.
        if (session.get(COMPLETIONS) instanceof Map<?, ?> && told.add(session)) {
            try {
                session.execute(script);
            } catch (Exception e) {
                LOG.log(Level.WARNING, () -> "arguments of the commands of clutch are not completed: " + e);
            }
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {}
}
