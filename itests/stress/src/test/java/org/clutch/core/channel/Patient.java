package org.clutch.core.channel;

import java.time.Duration;

/** A wait in an actor of jcstress, whom nobody interrupts. Who was never woken wakes up after a minute to say so. */
interface Patient<T> {
    T await(Deadline deadline) throws InterruptedException;

    static <T> T wait(Patient<T> wait) {
        try {
            return wait.await(Deadline.after(Duration.ofMinutes(1)));
        } catch (InterruptedException e) {
            throw new IllegalStateException("somebody interrupted an actor", e);
        }
    }
}
