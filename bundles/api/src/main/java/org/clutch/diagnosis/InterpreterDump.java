package org.clutch.diagnosis;

import java.util.List;

/**
 * What an interpreter is at.
 *
 * @param interpreter the interpreter
 * @param threads the threads in it, by their names; empty if it is idle
 */
public record InterpreterDump(InterpreterInfo interpreter, List<ThreadDump> threads) {}
