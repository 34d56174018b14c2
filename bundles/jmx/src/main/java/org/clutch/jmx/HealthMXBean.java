package org.clutch.jmx;

import java.util.List;
import org.clutch.diagnosis.Health;

/** Whether all is well, as the core judges: {@code org.clutch:type=Health}. Each look is a new one. */
public interface HealthMXBean {
    /**
     * Gives the worst of all.
     *
     * @return how well it is
     */
    Health.Status getStatus();

    /**
     * Says what is wrong, and what to do about it.
     *
     * @return a line for each, which begins with its status; empty if nothing is
     */
    List<String> getProblems();
}
