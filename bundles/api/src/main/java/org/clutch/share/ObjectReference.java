package org.clutch.share;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A Python object that stays in its interpreter while a reference to it travels; whoever receives it gets a proxy, Python's
 * {@code SharedObjectProxy}. The reference is all that a holder needs to use the object, and there is no other way to it: it
 * has no number and no binary form. It keeps the object alive until nobody holds the reference any more, or the owner is
 * closed. Engines implement it; Java code receives it and may pass it on.
 */
@ProviderType
public interface ObjectReference {
    /**
     * Says whose object it is.
     *
     * @return the id of the interpreter in which the object lives, as in {@link org.clutch.interpreter.Interpreter#id()}
     */
    long owner();
}
