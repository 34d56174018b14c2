package org.clutch.channel;

/**
 * Comes in the place of a message whose interpreter was closed before somebody took it, under {@link UnboundItems#ERROR}. The
 * message is used up.
 */
public class ItemInterpreterDestroyedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Makes the exception. */
    public ItemInterpreterDestroyedException() {
        super("the original interpreter destroyed");
    }
}
