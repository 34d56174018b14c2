package org.clutch.core.channel;

import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.ItemInterpreterDestroyedException;
import org.clutch.channel.UnboundItems;
import org.clutch.transport.Message;

/**
 * What the tag of a message says: which interpreter sent it, under which rule, and whether that interpreter is gone. The two
 * lowest bits are the rule, the next one says that it is gone, and the others are the interpreter's id plus one, so that zero
 * there is Java code, which is never gone.
 */
final class Origin {
    /** Whose messages Java code sends. */
    static final long JAVA = -1;

    private static final int RULE_BITS = 2;
    private static final long RULE_MASK = (1 << RULE_BITS) - 1;
    private static final long GONE = 1 << RULE_BITS;
    private static final int ID_SHIFT = RULE_BITS + 1;
    private static final UnboundItems[] RULES = UnboundItems.values();

    private Origin() {}

    static long tag(long interpreter, UnboundItems rule) {
        return (interpreter + 1) << ID_SHIFT | rule.ordinal();
    }

    private static UnboundItems rule(long tag) {
        return RULES[(int) (tag & RULE_MASK)];
    }

    /** Says whether an interpreter sent this message, and it has not been replaced yet. */
    static boolean isFrom(Message message, long interpreter) {
        return (message.tag() & ~RULE_MASK) == (interpreter + 1) << ID_SHIFT;
    }

    /** Gives what stands for a message once its interpreter is gone, or null if it is removed. */
    static Message gone(Message message) {
        long tag = message.tag();
        return rule(tag) == UnboundItems.REMOVE ? null : Message.of(null, tag | GONE);
    }

    /** Gives what a receiver gets. */
    static Object payload(Message message) {
        if ((message.tag() & GONE) == 0) {
            return message.payload();
        }
        if (rule(message.tag()) == UnboundItems.ERROR) {
            throw new ItemInterpreterDestroyedException();
        }
        return InterpreterQueue.UNBOUND;
    }
}
