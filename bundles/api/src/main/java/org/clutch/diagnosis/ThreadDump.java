package org.clutch.diagnosis;

import java.util.List;

/**
 * What a thread in an interpreter is at.
 *
 * @param thread its name
 * @param frames where it is in Python code, the outermost first; empty if it did not say so in time
 * @param javaFrames where it is in Java code, the innermost first; empty if it said where it is in Python code
 * @param waitsFor what it waits for in Clutch, or null
 */
public record ThreadDump(String thread, List<PythonFrame> frames, List<StackTraceElement> javaFrames,
        WaitInfo waitsFor) {}
