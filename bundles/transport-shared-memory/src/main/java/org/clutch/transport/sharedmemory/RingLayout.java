package org.clutch.transport.sharedmemory;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Where everything is in the memory of one ring. U is the number of its units, a power of two.
 *
 * <pre>
 *   0        128      256      384      512            512 + 16U        512 + 24U
 *   +--------+--------+--------+--------+--------------+----------------+---------------------+
 *   | head   | tail   | claimed| freed  | 2U slots     | U marks        | U units of 64 bytes |
 *   +--------+--------+--------+--------+--------------+----------------+---------------------+
 *
 *   head     63                                             2    1     0
 *            +-----------------------------------------------+-----+-----+   of the oldest message that is in
 *            | sequence                                      | P   | S   |   P: passed: receivers have gone to the next ring
 *            +-----------------------------------------------+-----+-----+   S: sealed: the conduit is retired
 *
 *   tail     a sequence that is not beyond that of the next message: where to look for it
 *   claimed  how many units have been claimed since the ring was made
 *   freed    up to which of these all have been given back
 *
 *   slot     63                               26 25                      0   of the message whose sequence is the slot's
 *            +----------------------------------+------------------------+   index, modulo 2U
 *            | lap + 1, modulo 2^38             | unit of its record     |   lap: how often the slots had been used up
 *            +----------------------------------+------------------------+   all ones in place of a unit: the end
 *
 *   mark     +----------------------------------+------------------------+   of a claim that begins with the mark's unit
 *            | lap + 1, modulo 2^38             | number of its units    |   and has been given back
 *            +----------------------------------+------------------------+   lap: how often the units had been used up
 *
 *   record   0        8         16     20       24                           at the start of a unit; goes on in the next
 *            +--------+---------+------+--------+-------------- - - -+       ones
 *            | tag    | claimed | size | beside | form               |       claimed: where its claim begins
 *            +--------+---------+------+--------+-------------- - - -+       size: of the form, in bytes
 *                                                                            beside: whether it has references
 * </pre>
 *
 * <p>All numbers are in the byte order of the machine, but those in the form. The four words at the beginning are apart from
 * each other and from the rest, so that who writes one does not slow down who reads another. A message takes a slot of 8
 * bytes, and at least one unit, so that there are always slots left: a message that has no unit any more has no use for its
 * slot either.
 */
final class RingLayout {
    static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();

    private static final long APART = 128;
    static final long HEAD = 0;
    static final long TAIL = APART;
    static final long CLAIMED = 2 * APART;
    static final long FREED = 3 * APART;
    static final long SLOTS = 4 * APART;

    static final int HEAD_FLAGS = 2;
    static final long SEALED = 1;
    static final long PASSED = 2;
    static final long NEXT = 1 << HEAD_FLAGS;

    static final int LAP_SHIFT = 26;
    static final long LAPS = -1L >>> LAP_SHIFT;
    static final long BELOW_LAP = (1L << LAP_SHIFT) - 1;
    static final long END = BELOW_LAP;

    static final long UNIT = 64;
    static final long FEWEST_UNITS = 256;
    static final long MOST_UNITS = 1L << 25;

    static final long TAG = 0;
    static final long RECORD_CLAIMED = 8;
    static final long SIZE = 16;
    static final long BESIDE = 20;
    static final long FORM = 24;

    private static final int SLOTS_A_UNIT = 2;

    private RingLayout() {}

    /** Gives the number of slots of a ring. */
    static long slots(long units) {
        return units * SLOTS_A_UNIT;
    }

    /** Gives the offset of the marks. */
    static long marks(long units) {
        return SLOTS + slots(units) * Long.BYTES;
    }

    /** Gives the offset of the units. */
    static long records(long units) {
        return marks(units) + units * Long.BYTES;
    }

    /** Gives the number of bytes of a ring. */
    static long bytes(long units) {
        return records(units) + units * UNIT;
    }

    /** Gives the number of units that a record takes. */
    static long units(long formSize) {
        return (FORM + formSize + UNIT - 1) / UNIT;
    }

    /** Gives the upper part of a slot or mark, as it is compared. */
    static long lapPart(long lap) {
        return lap + 1 & LAPS;
    }
}
