package org.clutch.jmx;

import java.util.List;

/** Whether all is well: {@code org.clutch:type=Health}. Each look is a new one. */
public interface HealthMXBean {
    /** How well it is, by the names that Felix Health Checks has. */
    enum Status {
        /** There is nothing to do. */
        OK,
        /** Somebody waits who should not for long. */
        WARN,
        /** Something has failed that does not mend by itself. */
        CRITICAL
    }

    /**
     * Gives the worst of all.
     *
     * @return how well it is
     */
    Status getStatus();

    /**
     * Says what is wrong, and what to do about it.
     *
     * @return a line for each, which begins with its status; empty if nothing is
     */
    List<String> getProblems();
}
