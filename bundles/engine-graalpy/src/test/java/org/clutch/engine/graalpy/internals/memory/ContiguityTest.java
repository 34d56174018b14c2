package org.clutch.engine.graalpy.internals.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Which flags a view has. */
class ContiguityTest {
    private static final int C = 2;
    private static final int FORTRAN = 4;

    private static int flags(int[] shape, int... strides) {
        return Contiguity.flags(4, shape, strides);
    }

    @Test
    void itemsInARowAreBoth() {
        assertEquals(C | FORTRAN, flags(new int[]{5}, 4));
        assertEquals(C | FORTRAN, flags(new int[]{1, 5}, 99, 4));
    }

    @Test
    void tablesAreByRowsOrByColumns() {
        assertEquals(C, flags(new int[]{2, 3}, 12, 4));
        assertEquals(FORTRAN, flags(new int[]{2, 3}, 4, 8));
        assertEquals(0, flags(new int[]{2, 3}, 16, 4));
    }

    @Test
    void stepsAndTheWayBackAreNeither() {
        assertEquals(0, flags(new int[]{5}, 8));
        assertEquals(0, flags(new int[]{5}, -4));
    }

    @Test
    void singleItemIsAScalar() {
        assertEquals(C | FORTRAN | 8, flags(new int[0]));
    }
}
