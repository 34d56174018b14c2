package org.clutch.core.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * Begins events. While nobody records, that is a look at a field which says so, and gives null; no event class is loaded.
 * Whoever has done what an event is of gives it back here, null or not.
 */
public final class Events {
    private Events() {}

    /** Whether the recorder's own code, which it puts into event classes, finds the class that it writes with. */
    private static final class Delegation {
        private static final Logger LOG = System.getLogger("org.clutch.core");
        private static final boolean IS_THERE = isThere();

        private static boolean isThere() {
            try {
                Class.forName("jdk.jfr.internal.event.EventWriter", false, Events.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                LOG.log(Level.WARNING, "the flight recorder hears nothing of Clutch: the framework needs the property"
                        + " org.osgi.framework.bootdelegation=jdk.jfr.internal.event");
                return false;
            }
        }
    }

    /** Says whether somebody may want to hear of each message. */
    public static boolean isRecording() {
        return FlightRecorder.isInitialized() && Delegation.IS_THERE;
    }

    private static <E extends Event> E begun(E event) {
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    /** Begins the event of a run, or gives null. */
    public static RunEvent run() {
        return isRecording() ? begun(new RunEvent()) : null;
    }

    /** Begins the event of a send, or gives null. */
    public static SendEvent send() {
        return isRecording() ? begun(new SendEvent()) : null;
    }

    /**
     * Ends the event of a send that succeeded.
     *
     * @param channel the channel or queue
     * @param interpreter who sent, negative for Java code
     */
    public static void sent(SendEvent event, Object channel, long interpreter) {
        if (event != null) {
            event.ended(channel, interpreter);
        }
    }

    /** Begins the event of a receive, or gives null. */
    public static ReceiveEvent receive() {
        return isRecording() ? begun(new ReceiveEvent()) : null;
    }

    /**
     * Ends the event of a receive that succeeded.
     *
     * @param channel the channel or queue
     * @param interpreter who received, negative for Java code
     */
    public static void received(ReceiveEvent event, Object channel, long interpreter) {
        if (event != null) {
            event.ended(channel, interpreter);
        }
    }

    /** Begins the event of an import, or gives null. */
    public static ImportEvent imports() {
        return isRecording() ? begun(new ImportEvent()) : null;
    }

    /** Begins the event of a swap, or gives null. */
    public static SwapEvent swap() {
        return isRecording() ? begun(new SwapEvent()) : null;
    }
}
