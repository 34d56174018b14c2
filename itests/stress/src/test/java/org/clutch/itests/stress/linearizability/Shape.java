package org.clutch.itests.stress.linearizability;

/** A bound and how many messages are preloaded: the numbers from 101. */
enum Shape {
    UNBOUNDED(0, 0), PRELOADED(0, 2), ONE_PLACE(1, 0), TWO_PLACES(2, 1),
    /** As after a move from a transport that had more room. */
    OVERFULL(1, 3);

    final int capacity;
    final int preloaded;

    Shape(int capacity, int preloaded) {
        this.capacity = capacity;
        this.preloaded = preloaded;
    }
}
