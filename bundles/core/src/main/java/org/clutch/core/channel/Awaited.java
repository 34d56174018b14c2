package org.clutch.core.channel;

import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** What a thread waits for, as the deadlock detector sees it. Called by any thread, at any time. */
public interface Awaited {
    /** Something that is out of the question: others than waiting threads can end the wait. */
    Awaited ANYTHING = new Awaited() {
        @Override
        public boolean canCome(Predicate<Thread> threads, LongPredicate interpreters) {
            return true;
        }

        @Override
        public String description() {
            return "wait for anything";
        }

        @Override
        public Set<Long> others() {
            return Set.of();
        }
    };

    /**
     * Says whether anybody is able to end the wait.
     *
     * @param threads whether a thread can never be woken
     * @param interpreters whether all threads of an interpreter can never be woken; not of one in which no thread is
     */
    boolean canCome(Predicate<Thread> threads, LongPredicate interpreters);

    /** Says what the thread waits to do, and who alone could let it. */
    String description();

    /** Gives the ids of the interpreters that the wait is for, {@link Holders#JAVA}, {@link Holders#MESSAGE}; none if unknown. */
    Set<Long> others();
}
