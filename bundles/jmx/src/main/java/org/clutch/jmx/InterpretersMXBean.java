package org.clutch.jmx;

import java.util.List;

/** The interpreters: {@code org.clutch:type=Interpreters}. Each look is a new one. */
public interface InterpretersMXBean {
    /**
     * An interpreter.
     *
     * @param id its id
     * @param name its name
     * @param isolation its level of isolation
     * @param state IDLE, RUNNING, ENDING or ABANDONED
     * @param runs how many runs there have been in it
     * @param threads how many threads are in it
     */
    record Row(long id, String name, String isolation, String state, long runs, int threads) {}

    /**
     * Lists them, those that are about to end or were abandoned too.
     *
     * @return by id
     */
    List<Row> getInterpreters();
}
