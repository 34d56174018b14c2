package org.clutch.trace;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Writes a line to standard error for each event, by a stream of the JVM's flight recorder, which is its own thread and hands
 * events over about once a second, in the order of their ends. It is there as long as its configuration is; the end waits for
 * the last events.
 */
@Component(service = {}, immediate = true, configurationPid = "org.clutch.trace", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TraceConfiguration.class)
public final class Trace {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS")
            .withZone(ZoneId.systemDefault());

    private final PrintStream out;
    private final RecordingStream stream = new RecordingStream();

    /** DS gives the configuration. */
    @Activate
    public Trace(TraceConfiguration configuration) {
        this(Arrays.stream(configuration.events().strip().split("\\s+")).map(Kind::of).toList(), System.err);
    }

    Trace(List<Kind> kinds, PrintStream out) {
        this.out = out;
        for (Kind kind : kinds) {
            stream.enable(kind.event).withoutThreshold();
            stream.onEvent(kind.event, event -> out.println(line(kind, event)));
        }
        stream.startAsync();
    }

    private static String line(Kind kind, RecordedEvent event) {
        Duration took = event.getDuration();
        return "%s %-7s %s, %s".formatted(TIME.format(event.getEndTime()), kind.word(), kind.text(event),
                Kind.millis(took));
    }

    @Deactivate
    void stop() {
        try {
            stream.stop();
            stream.close();
        } catch (IllegalStateException e) {
            out.println("clutch: the last events are not shown: a signal has ended the flight recorder");
        }
    }
}
