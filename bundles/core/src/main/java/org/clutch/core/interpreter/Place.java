package org.clutch.core.interpreter;

/** Where a value is, for an error about it. It is put into words only then, since there is one for each element. */
@FunctionalInterface
interface Place {
    /** Puts it into words. */
    String text();

    /** Gives the place of what a list, a tuple or a dict has there. */
    default Place at(Object key) {
        return () -> text() + "[" + (key instanceof String ? "'" + key + "'" : key) + "]";
    }

    /** Gives the place of a key of a dict. */
    default Place key() {
        return () -> text() + ", a key";
    }

    /** Gives the place of an element of a set. */
    default Place element() {
        return () -> text() + ", an element";
    }
}
