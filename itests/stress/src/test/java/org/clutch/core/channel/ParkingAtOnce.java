package org.clutch.core.channel;

/** How to wait for tests in other packages. */
public final class ParkingAtOnce {
    private ParkingAtOnce() {}

    /** Gives waits that park at once, since who spins need not be woken. */
    public static WaitConfiguration waits() {
        return new WaitConfiguration(0, 0);
    }
}
