package org.clutch.engine.graalpy.internals.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.clutch.share.ViewLayout;
import org.junit.jupiter.api.Test;

/** Which bytes a view spans. */
class ViewFormTest {
    private static ViewForm form(int capacity, int itemSize, int offset, int[] shape, int[] strides) {
        return new ViewForm(MemorySegment.ofArray(new byte[32]).asSlice(0, capacity), 0, false, itemSize, null, "h",
                shape == null ? 0 : shape.length, offset, shape, strides, 0);
    }

    private static void assertSpan(long low, long high, ViewForm form) {
        assertEquals(List.of(low, high), List.of(form.low(), form.high()));
    }

    @Test
    void itemsInARow() {
        assertSpan(4, 20, form(32, 2, 4, new int[]{8}, new int[]{2}));
    }

    @Test
    void itemsBackwards() {
        ViewForm form = form(32, 2, 18, new int[]{4}, new int[]{-4});
        assertSpan(6, 20, form);
        assertEquals(new ViewLayout("h", 2, List.of(4), List.of(-4), 12), form.layout());
    }

    @Test
    void dimensionsOfBothDirections() {
        assertSpan(2, 24, form(32, 2, 16, new int[]{3, 4}, new int[]{-7, 2}));
    }

    @Test
    void singleItem() {
        ViewForm form = form(32, 8, 3, null, null);
        assertSpan(3, 11, form);
        assertEquals(new ViewLayout("h", 8, List.of(), List.of(), 0), form.layout());
    }

    @Test
    void noItems() {
        assertSpan(5, 5, form(32, 2, 5, new int[]{0}, new int[]{2}));
        assertSpan(8, 8, form(8, 2, 20, new int[]{3, 0}, new int[]{2, 2}));
        assertTrue(form(8, 2, 20, new int[]{0}, new int[]{2}).fits());
    }

    @Test
    void allItemsOfAnArrayAreTheWhole() {
        assertTrue(form(32, 2, 0, new int[]{16}, new int[]{2}).isWhole());
        assertTrue(form(32, 2, 30, new int[]{16}, new int[]{-2}).isWhole());
        assertTrue(form(32, 1, 0, new int[]{4, 8}, new int[]{8, 1}).isWhole());
        assertTrue(form(32, 1, 3, new int[]{4, 1, 8}, new int[]{-1, 77, 4}).isWhole());
        assertTrue(form(32, 32, 0, null, null).isWhole());
    }

    @Test
    void partsAndOverlapsAreNot() {
        assertFalse(form(8, 1, 0, new int[]{8}, new int[]{1}).isWhole());
        assertFalse(form(32, 2, 2, new int[]{15}, new int[]{2}).isWhole());
        assertFalse(form(32, 2, 0, new int[]{8}, new int[]{4}).isWhole());
        assertFalse(form(32, 1, 0, new int[]{2}, new int[]{31}).isWhole());
        assertFalse(form(32, 1, 0, new int[]{16, 2}, new int[]{1, 1}).isWhole());
        assertFalse(form(32, 1, 0, new int[]{2, 16}, new int[]{0, 31}).isWhole());
        assertFalse(form(32, 1, 0, new int[]{0}, new int[]{1}).isWhole());
        assertFalse(form(32, 2, 0, null, null).isWhole());
    }

    @Test
    void itemsBeyondTheirObjectDoNotFit() {
        assertTrue(form(8, 2, 4, new int[]{2}, new int[]{2}).fits());
        assertFalse(form(7, 2, 4, new int[]{2}, new int[]{2}).fits());
        assertFalse(form(32, 2, 4, new int[]{4}, new int[]{-2}).fits());
        assertFalse(form(32, 1, 0, new int[]{Integer.MAX_VALUE}, new int[]{Integer.MAX_VALUE}).fits());
    }
}
