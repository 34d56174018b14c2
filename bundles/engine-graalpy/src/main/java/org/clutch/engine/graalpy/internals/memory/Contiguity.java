package org.clutch.engine.graalpy.internals.memory;

/** Whether items lie in a row, as the engine's flags say it. */
final class Contiguity {
    // Those of PMemoryView.
    private static final int C = 2;
    private static final int FORTRAN = 4;
    private static final int SCALAR = 8;

    private Contiguity() {}

    /** Gives the flags of a view. */
    static int flags(int itemSize, int[] shape, int[] strides) {
        if (shape.length == 0) {
            return C | FORTRAN | SCALAR;
        }
        return (isRow(itemSize, shape, strides, true) ? C : 0) | (isRow(itemSize, shape, strides, false) ? FORTRAN : 0);
    }

    /**
     * @param last whether the index of the last dimension is the one that goes from item to item
     */
    private static boolean isRow(int itemSize, int[] shape, int[] strides, boolean last) {
        int expected = itemSize;
        for (int i = 0; i < shape.length; i++) {
            int dimension = last ? shape.length - 1 - i : i;
            if (shape[dimension] > 1 && strides[dimension] != expected) {
                return false;
            }
            expected *= shape[dimension];
        }
        return true;
    }
}
