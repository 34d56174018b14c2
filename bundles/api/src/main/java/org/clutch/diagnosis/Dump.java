package org.clutch.diagnosis;

import java.util.List;

/**
 * What all interpreters are at: a snapshot, whose parts are taken one after the other.
 *
 * @param interpreters the interpreters, by id, those that have been abandoned too
 * @param waits who waits for whom: all waits for channels, queues and locks of threads that are in an interpreter, and of others
 *            those that have lasted for a while
 * @param locks the locks and semaphores that somebody has acquired or waits for
 */
public record Dump(List<InterpreterDump> interpreters, List<WaitInfo> waits, List<LockInfo> locks) {}
