package org.clutch.pool.hire;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with a stack for Python code. */
final class PythonThreadFactory implements ThreadFactory {
    private static final long STACK = 16 << 20;

    private final String name;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * @param name what the threads are called, with a number
     */
    PythonThreadFactory(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        // Without a parent's class loader, since the engine finds its language only through the system's.
        return Thread.ofPlatform().name(name + "-" + number.incrementAndGet()).daemon().stackSize(STACK)
                .inheritInheritableThreadLocals(false).unstarted(work);
    }
}
