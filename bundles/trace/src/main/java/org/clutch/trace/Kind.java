package org.clutch.trace;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;

/** The events that can be shown. Core and pools write them, and this knows no more of those than names. */
enum Kind {
    RUN("Run") {
        @Override
        String text(RecordedEvent event) {
            String work = event.getString("work");
            String failure = event.getString("failure");
            return named(event) + " runs " + (work == null ? "code" : work) + " for "
                    + who(event.getLong("caller")) + (failure == null ? "" : ", ended by " + failure);
        }
    },
    SEND("Send") {
        @Override
        String text(RecordedEvent event) {
            return who(event.getLong("interpreter")) + " to " + event.getString("channel");
        }
    },
    RECEIVE("Receive") {
        @Override
        String text(RecordedEvent event) {
            return who(event.getLong("interpreter")) + " from " + event.getString("channel");
        }
    },
    IMPORT("Import") {
        @Override
        String text(RecordedEvent event) {
            return event.getString("module") + " " + event.getString("version") + " of bundle "
                    + event.getString("bundle") + " by " + who(event.getLong("interpreter"));
        }
    },
    SWAP("Swap") {
        @Override
        String text(RecordedEvent event) {
            return event.getString("channel") + " from " + transport(event.getString("from")) + " to "
                    + transport(event.getString("to")) + " with " + event.getInt("messages") + " messages";
        }
    },
    LEASE("Lease") {
        @Override
        String text(RecordedEvent event) {
            return named(event) + " of pool '" + event.getString("pool") + "', waited for "
                    + millis(event.getDuration("waited")) + (event.getBoolean("broken") ? ", broken" : "");
        }
    };

    /** The event's name in the flight recorder. */
    final String event;

    Kind(String event) {
        this.event = "org.clutch." + event;
    }

    /** Finds one by its word in the configuration. */
    static Kind of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findAny()
                .orElseThrow(() -> new IllegalArgumentException("org.clutch.trace: events = " + word + " is not one of "
                        + Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "))));
    }

    final String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Puts what is special in such an event into words. */
    abstract String text(RecordedEvent event);

    static String millis(Duration duration) {
        return "%d.%03d ms".formatted(duration.toMillis(), duration.toNanos() / 1000 % 1000);
    }

    private static String who(long interpreter) {
        return interpreter < 0 ? "Java code" : "interpreter " + interpreter;
    }

    private static String named(RecordedEvent event) {
        return who(event.getLong("interpreter")) + " '" + event.getString("interpreterName") + "'";
    }

    private static String transport(String name) {
        return name == null ? "no transport" : name;
    }
}
