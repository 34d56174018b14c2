package org.clutch.share;

import java.util.Arrays;

/** A Python {@code bytes} between two interpreters: an immutable sequence of bytes. */
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /**
     * Copies an array.
     *
     * @param content the bytes
     * @return an immutable copy
     */
    public static Bytes copyOf(byte[] content) {
        return new Bytes(content.clone());
    }

    /** Takes over an array that nobody else has. */
    static Bytes of(byte[] content) {
        return new Bytes(content);
    }

    /** Gives the array itself, not to be changed. */
    byte[] content() {
        return content;
    }

    /**
     * Says how many bytes there are.
     *
     * @return the length, in bytes
     */
    public int length() {
        return content.length;
    }

    /**
     * Gives the content as an array of its own.
     *
     * @return a copy
     */
    public byte[] toByteArray() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[length=" + content.length + "]";
    }
}
