package org.clutch.diagnosis;

/**
 * A thread that waits.
 *
 * @param thread its name
 * @param purpose what it waits for and who can use the other side, for people
 */
public record WaitInfo(String thread, String purpose) {}
