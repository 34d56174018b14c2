package org.clutch.core.channel;

/** What became of an attempt to send. */
enum Sending {
    DONE,
    /** It is in, and its sender is to wait until somebody has taken it. */
    PENDING, FULL, SUSPENDED, CLOSED
}
