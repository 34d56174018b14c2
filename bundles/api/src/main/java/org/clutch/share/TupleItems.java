package org.clutch.share;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The elements of a tuple: members of the closed set, in an array that nobody changes any more. */
final class TupleItems extends AbstractList<Object> implements RandomAccess {
    private final Object[] items;

    /** Takes over the array. */
    TupleItems(Object[] items) {
        this.items = items;
    }

    @Override
    public Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}
