package org.clutch.pool.hire;

import jdk.jfr.FlightRecorder;

/** What the JVM's flight recorder hears of one lease. While nobody records, there is no such object. */
final class Recording {
    /** Whether the recorder's own code finds the class that it writes with; the core says so if not. */
    private static final class Delegation {
        private static final boolean IS_THERE = isThere();

        private static boolean isThere() {
            try {
                Class.forName("jdk.jfr.internal.event.EventWriter", false, Recording.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }

    private final long asked = System.nanoTime();
    private final LeaseEvent event = new LeaseEvent();

    private Recording() {}

    /** Begins when somebody asks for an interpreter; null while nobody records, which is a look at a field. */
    static Recording begun() {
        return FlightRecorder.isInitialized() && Delegation.IS_THERE ? enabled(new Recording()) : null;
    }

    private static Recording enabled(Recording recording) {
        return recording.event.isEnabled() ? recording : null;
    }

    /** The interpreter is on loan. */
    void hired() {
        event.waited = System.nanoTime() - asked;
        event.begin();
    }

    /** The interpreter is back, or another lease of it begins. */
    void ended(String pool, Hired hired) {
        event.end();
        if (event.shouldCommit()) {
            event.pool = pool;
            event.interpreter = hired.interpreter().id();
            event.interpreterName = hired.interpreter().name();
            event.broken = hired.isBroken();
            event.commit();
        }
    }
}
