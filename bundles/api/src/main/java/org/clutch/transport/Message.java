package org.clutch.transport;

/**
 * What a conduit carries. Messages are told apart by identity.
 *
 * @param payload {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}, null for {@code None}
 */
public record Message(Object payload) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
