package org.clutch.launcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the process, on the way of {@link #exit} or of a signal: runs the steps that were registered, the last one
 * first, and halts the JVM when that overruns its deadline.
 */
final class Shutdown {
    /** Something to do at the end. */
    interface Step {
        /**
         * Does it. May be called on any thread, once.
         *
         * @param deadline how long it may take
         * @return whether it is done; false halts the JVM after the other steps
         */
        boolean end(Duration deadline);
    }

    private static final int UNDECIDED = -1;
    /** The status of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;
    /** What hooks of others get beyond the deadline. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Duration deadline;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final AtomicInteger status = new AtomicInteger(UNDECIDED);
    private boolean watched;

    Shutdown(Duration deadline) {
        this.deadline = deadline;
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "clutch-shutdown"));
    }

    /** Registers a step, to run before those that are registered already. */
    synchronized void onEnd(Step step) {
        steps.push(step);
    }

    /** Writes a line to standard error, unless a signal is ending the process anyway. */
    void report(String line) {
        if (status.get() == UNDECIDED) {
            System.err.println("clutch: " + line);
        }
    }

    /** The same with a stack trace, for what should not happen. */
    void report(String error, Throwable cause) {
        if (status.get() == UNDECIDED) {
            report(error);
            cause.printStackTrace();
        }
    }

    /** Ends the JVM. Does not return; after a signal, the signal's status stands. */
    void exit(int wanted) {
        status.compareAndSet(UNDECIDED, wanted);
        runSteps();
        System.exit(wanted);
    }

    private void onSignal() {
        status.compareAndSet(UNDECIDED, TERMINATED);
        runSteps();
    }

    private synchronized void runSteps() {
        watch();
        boolean done = true;
        while (!steps.isEmpty()) {
            done &= steps.pop().end(deadline);
        }
        System.out.flush();
        System.err.flush();
        if (!done) {
            Runtime.getRuntime().halt(status.get());
        }
    }

    /** Whatever hangs, here or in the hooks of others: the process ends. */
    private void watch() {
        if (watched) {
            return;
        }
        watched = true;
        Thread.ofPlatform().daemon().name("clutch-halt").start(() -> {
            try {
                Thread.sleep(deadline.plus(GRACE));
            } catch (InterruptedException e) {
                // Nobody knows this thread.
            }
            Runtime.getRuntime().halt(status.get());
        });
    }
}
