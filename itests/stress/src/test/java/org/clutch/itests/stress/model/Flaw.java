package org.clutch.itests.stress.model;

/** Bugs that can be put into the model, to see that the exploration finds them. */
enum Flaw {
    /** The protocol as it is. */
    NONE,
    /** The mover takes the messages out of the old conduit, and then makes it refuse offers. */
    EMPTIES_BEFORE_REFUSING,
    /** The mover retires the conduit, and then says that it moves. */
    RETIRES_BEFORE_MARKING,
    /** The mover does not wake those who wait. */
    MOVES_WITHOUT_WAKING,
    /** The mover wakes those who wait, and then says where the messages are. */
    WAKES_BEFORE_PUBLISHING,
    /** A caller that waits attempts, and then announces itself and parks. */
    ATTEMPTS_BEFORE_ANNOUNCING,
    /** A caller that leaves takes a wake-up with it that was for whoever waits. */
    LEAVES_WITH_WAKE_UP,
    /** A sender looks what became of its message, and then says that it is to be woken. */
    LOOKS_BEFORE_IT_IS_KNOWN,
    /** A sender that takes its message back thinks a receiver has it when it has moved on. */
    TAKES_BACK_WITHOUT_LOOKING_AGAIN,
    /** A sender whose time is over when a transport loses its message is told that it is sent. */
    FORGETS_LOSS
}
