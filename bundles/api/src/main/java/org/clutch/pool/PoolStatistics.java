package org.clutch.pool;

/**
 * What a pool is doing, and has done since its configuration appeared.
 *
 * @param max how many interpreters it may have
 * @param idle how many are ready
 * @param onLoan how many are on loan, to callers and to tasks
 * @param waiting how many callers and tasks wait in line for one
 * @param queued how many tasks wait for a thread of the pool, behind those
 * @param leases how many leases and tasks there have been
 * @param made how many interpreters were made
 * @param ended how many of them have ended
 * @param broken how many of them were ended because they were broken: interrupted, beyond a limit, out of memory, closed,
 *            with threads left, or discarded
 */
public record PoolStatistics(int max, int idle, int onLoan, int waiting, int queued, long leases, long made, long ended,
        long broken) {}
