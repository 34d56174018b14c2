package org.clutch.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.pool.InterpreterPool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command that shows who is busy. Between two looks it costs nothing, since it takes what is counted anyway. */
@Component(service = TopCommand.class)
@GogoCommand(scope = "clutch", function = "top")
public final class TopCommand {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String ONCE = "-1";

    private final Diagnosis diagnosis;
    /** DS replaces the list whenever a pool comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<InterpreterPool> pools;

    /** DS gives who knows. */
    @Activate
    public TopCommand(@Reference Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** Shows a table that is drawn anew each second, or gives one. */
    @Descriptor("shows a table of interpreters, channels and pools, drawn anew each second until q or Ctrl-C;"
            + " top -1 gives what was done in one second: ((top -1) interpreters)")
    public Top top(CommandSession session, @Descriptor("-1 for one table as a value") String... options)
            throws IOException, InterruptedException {
        for (String each : options) {
            if (!each.equals(ONCE)) {
                throw new IllegalArgumentException("top takes " + ONCE + " or nothing, not " + each);
            }
        }
        Sample[] before = {new Sample(diagnosis)};
        if (options.length == 0 && session.get(Screen.VARIABLE) != null && Screen.isThere(session)
                && Process.Utils.current().isTty(1)) {
            Screen.draw(session, () -> {
                Sample now = new Sample(diagnosis);
                Top top = now.since(before[0], lines());
                before[0] = now;
                return top.text();
            }, EVERY);
            return null;
        }
        Thread.sleep(EVERY);
        return new Sample(diagnosis).since(before[0], lines());
    }

    private List<String> lines() {
        return pools.stream().sorted(Comparator.comparing(InterpreterPool::name))
                .map(each -> Lines.line(each.name(), each.statistics())).toList();
    }
}
