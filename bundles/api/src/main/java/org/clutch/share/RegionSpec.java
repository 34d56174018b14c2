package org.clutch.share;

import java.util.Objects;

/**
 * What a new region is like.
 *
 * @param size how large it is, in bytes
 * @param name by which others can attach it; empty for none
 * @param heap whether it is a Java array rather than off-heap memory: then confined interpreters can use it too
 */
public record RegionSpec(long size, String name, boolean heap) {
    /** Checks the values. */
    public RegionSpec {
        if (size < 0) {
            throw new IllegalArgumentException("the size of a region must not be negative: " + size);
        }
        Objects.requireNonNull(name, "name");
    }

    /**
     * Describes off-heap memory without a name.
     *
     * @param size how large it is, in bytes
     */
    public RegionSpec(long size) {
        this(size, "", false);
    }

    /**
     * Gives the same with a name.
     *
     * @param newName the name
     * @return another spec
     */
    public RegionSpec withName(String newName) {
        return new RegionSpec(size, newName, heap);
    }

    /**
     * Gives the same as a Java array.
     *
     * @return another spec
     */
    public RegionSpec onHeap() {
        return new RegionSpec(size, name, true);
    }
}
