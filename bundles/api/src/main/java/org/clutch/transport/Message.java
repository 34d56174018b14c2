package org.clutch.transport;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a conduit carries. Messages are told apart by identity. A transport hands on the very message that it got, which may
 * be of a subclass of the broker's, or one made by {@link #of(Object, long)} with an equal payload and the same tag if it
 * keeps messages in another form; a rendezvous always the very message. Of a copied payload the references
 * ({@link org.clutch.share.EndReference}, {@link org.clutch.share.ObjectReference}), at any depth, are the very objects.
 * Immutable.
 */
@ProviderType
public class Message {
    private final Object payload;
    private final long tag;

    /**
     * Makes a message. For the broker: a transport calls {@link #of(Object, long)}.
     *
     * @param payload {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}, null for {@code None}
     * @param tag what the broker wants to know again
     */
    protected Message(Object payload, long tag) {
        this.payload = payload;
        this.tag = tag;
    }

    /**
     * Makes a message.
     *
     * @param payload {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}, null for {@code None}
     * @param tag the tag of the message that it stands for
     * @return a message
     */
    public static Message of(Object payload, long tag) {
        return new Message(payload, tag);
    }

    /**
     * Gives what was sent.
     *
     * @return {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}, null for {@code None}
     */
    public final Object payload() {
        return payload;
    }

    /**
     * Gives a number that means something to the broker alone, any of 64 bits.
     *
     * @return the tag
     */
    public final long tag() {
        return tag;
    }
}
