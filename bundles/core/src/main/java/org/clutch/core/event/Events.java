package org.clutch.core.event;

import jdk.jfr.FlightRecorder;

/**
 * Begins events. While nobody records, that is a look at a field which says so, and gives null; no event class is loaded.
 * Whoever has done what an event is of gives it back here, null or not.
 */
public final class Events {
    private Events() {}

    /** Begins the event of a run, or gives null. */
    public static RunEvent run() {
        return FlightRecorder.isInitialized() ? RunEvent.begun() : null;
    }

    /** Begins the event of a send, or gives null. */
    public static SendEvent send() {
        return FlightRecorder.isInitialized() ? SendEvent.begun() : null;
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
        return FlightRecorder.isInitialized() ? ReceiveEvent.begun() : null;
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
        return FlightRecorder.isInitialized() ? ImportEvent.begun() : null;
    }

    /** Begins the event of a swap, or gives null. */
    public static SwapEvent swap() {
        return FlightRecorder.isInitialized() ? SwapEvent.begun() : null;
    }
}
