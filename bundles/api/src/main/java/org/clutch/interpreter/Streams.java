package org.clutch.interpreter;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * What {@code sys.stdin}, {@code sys.stdout} and {@code sys.stderr} of an interpreter read and write. Processes that it
 * starts, and file descriptors 0 to 2, are the process's all the same. Clutch closes none of these streams, and calls them
 * from whatever thread reads or prints, one at a time for each stream.
 *
 * @param in what is read, or null for the process's standard input (for nothing, in a confined interpreter)
 * @param out what is printed, or null for the process's standard output
 * @param err what is printed as an error, or null for the process's standard error
 */
public record Streams(InputStream in, OutputStream out, OutputStream err) {
    /** The streams of the process. */
    public static final Streams PROCESS = new Streams(null, null, null);
}
