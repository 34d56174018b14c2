package org.clutch.interpreter;

/** How much of the machine the code in an interpreter may reach. */
public enum Isolation {
    /** What {@code python script.py} may do: files, sockets, processes, native code. */
    TRUSTED,
    /**
     * For code that nobody vouches for: no Java classes, no native code, no processes, no network, no threads, no
     * environment but the spec's, and no files but those in the spec's folders, read only. Native extension modules, ctypes
     * and sqlite3 among them, cannot be imported.
     *
     * <p>What leaves such an interpreter is never unpickled elsewhere: it sends {@code None}, bool, int, float, str, bytes,
     * queues, and tuples of them. It sees itself and the interpreters that it makes, which are confined as it is, and the
     * queues that it makes or is given.
     */
    CONFINED
}
