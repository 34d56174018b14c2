package org.clutch.diagnosis;

import java.util.Set;

/**
 * A thread that waits: an edge of the graph of who waits for whom.
 *
 * @param thread its name
 * @param interpreters ids of the interpreters that it is in; empty for a thread of Java code
 * @param purpose what it waits for and who can use the other side, for people
 * @param others ids of the interpreters that it waits for, negative for Java code and messages; empty if that is not known
 */
public record WaitInfo(String thread, Set<Long> interpreters, String purpose, Set<Long> others) {}
