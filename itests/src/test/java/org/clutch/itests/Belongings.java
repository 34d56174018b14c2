package org.clutch.itests;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the process has of everything that interpreters and bundles take: heap, class data, threads and open files. */
record Belongings(long heap, long classes, Set<String> threads, long files) {
    /** More than noise, and less than the few MB of each interpreter that would leak. */
    private static final long HEAP_NOISE = 20 << 20;
    private static final int FILES_NOISE = 8;

    static Belongings now() throws IOException, InterruptedException {
        awaitSpares();
        return new Belongings(heapNow(), classData(), ourThreads(), openFiles());
    }

    /** Gives how much of the heap is in use, in bytes, after collections. */
    static long heapNow() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            heap = Math.min(heap, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return heap;
    }

    void assertReturned() throws IOException, InterruptedException {
        assertReturned(HEAP_NOISE);
    }

    /** Waits until no more is there than then, but for noise. Files that are open still are a failure at once. */
    void assertReturned(long heapNoise) throws IOException, InterruptedException {
        while (!threads.containsAll(ourThreads())) {
            if (Thread.interrupted()) {
                throw new InterruptedException("threads are left: " + ourThreads());
            }
            Thread.onSpinWait();
        }
        Belongings now = now();
        // Other threads have a say in when a closed context is garbage, and each is as much as the noise.
        while (now.heap - heap >= heapNoise) {
            if (Thread.interrupted()) {
                throw new InterruptedException("heap grew from " + heap + " to " + now.heap);
            }
            now = now();
        }
        assertTrue("open files grew from " + files + " to " + now.files, now.files - files < FILES_NOISE);
    }

    /** What is being made counts as little as what is taken: all spares are there whenever somebody counts. */
    private static void awaitSpares() throws InterruptedException {
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(it -> it.getName().equals("clutch-spares"))) {
            if (Thread.interrupted()) {
                throw new InterruptedException("no end of making spares");
            }
            Thread.onSpinWait();
        }
    }

    private static long classData() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    private static Set<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("clutch-") && !name.endsWith("-spare") && !name.equals("clutch-spares")
                        || name.startsWith("Polyglot"))
                .collect(Collectors.toSet());
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
