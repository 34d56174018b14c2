package org.clutch.diagnosis;

import java.util.Set;

/**
 * A lock or semaphore that somebody has acquired or waits for.
 *
 * @param lock its kind, id and name
 * @param holders ids of the interpreters that have it, negative for Java code
 * @param waiting how many threads wait for it
 * @param abandoned whether an interpreter had it that has ended, and nobody has put in order what it protects
 */
public record LockInfo(String lock, Set<Long> holders, int waiting, boolean abandoned) {}
