package org.clutch.core.interpreter;

import org.clutch.share.ObjectReference;

/** A reference to an object of an interpreter, such as an engine gives to Python code. */
record FakeObject(long owner) implements ObjectReference {
    static FakeObject of(long owner) {
        return new FakeObject(owner);
    }
}
