package org.clutch.testkit;

import org.clutch.share.ObjectReference;

/** A reference to a Python object that does not exist. Equal to nothing but itself, as the engine's are. */
public final class FakeObjectReference implements ObjectReference {
    private final long owner;

    /**
     * Makes a reference.
     *
     * @param owner the id of the interpreter that the object would live in
     */
    public FakeObjectReference(long owner) {
        this.owner = owner;
    }

    @Override
    public long owner() {
        return owner;
    }

    @Override
    public String toString() {
        return "FakeObjectReference[owner=" + owner + "]";
    }
}
