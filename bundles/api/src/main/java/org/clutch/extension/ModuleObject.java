package org.clutch.extension;

import java.util.Objects;

/**
 * An object of a type that a module describes, on its way between the module and Python. It stays where it is; Python has
 * a handle. Two are the same if they stand for the same object.
 */
public final class ModuleObject {
    private final ModuleInstance owner;
    private final String type;
    private final Object object;

    /**
     * Makes one.
     *
     * @param owner the instance whose object it is
     * @param type the name of its type in the module's description
     * @param object the object
     */
    public ModuleObject(ModuleInstance owner, String type, Object object) {
        this.owner = Objects.requireNonNull(owner);
        this.type = type;
        this.object = Objects.requireNonNull(object);
    }

    /**
     * Gives the instance that made it.
     *
     * @return the instance, which may be closed by now
     */
    public ModuleInstance owner() {
        return owner;
    }

    /**
     * Names its type.
     *
     * @return the name in the description
     */
    public String type() {
        return type;
    }

    /**
     * Gives the object itself.
     *
     * @return never null
     */
    public Object object() {
        return object;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModuleObject that && object == that.object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }

    @Override
    public String toString() {
        return type + " object";
    }
}
