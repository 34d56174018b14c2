package org.clutch.jmx;

import java.util.List;

/** The pools: {@code org.clutch:type=Pools}. Each look is a new one. */
public interface PoolsMXBean {
    /**
     * A pool; its numbers are those of {@code org.clutch.pool.PoolStatistics}.
     *
     * @param name its name
     * @param max how many interpreters it may have
     * @param idle how many are ready
     * @param onLoan how many are on loan
     * @param waiting how many callers and tasks wait in line for one
     * @param queued how many tasks wait for a thread of the pool, behind those
     * @param leases how many leases and tasks there have been
     * @param made how many interpreters were made
     * @param ended how many of them have ended
     * @param broken how many of them were ended because they were broken
     */
    record Row(String name, int max, int idle, int onLoan, int waiting, int queued, long leases, long made, long ended,
            long broken) {}

    /**
     * Lists them.
     *
     * @return by name
     */
    List<Row> getPools();
}
