package org.clutch.core.interpreter;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Stops one of the interpreters that may be stopped when the heap stays nearly full after a collection: the one whose run has
 * allocated most.
 * The heap has no borders, so this is a guess, made between two collections, and a very fast allocation can be faster; then
 * the JVM's own OutOfMemoryError arrives in Python as MemoryError. The JVM tells of each collection in a thread of its own.
 */
final class HeapWatermark implements NotificationListener, AutoCloseable {
    private static final double MARK = 0.7;
    /** What a run must have allocated, as a share of the heap, to be taken for the cause. */
    private static final double GREED = 0.125;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Supplier<List<RegisteredInterpreter>> suspects;
    private final List<NotificationEmitter> emitters = new ArrayList<>();

    /**
     * @param suspects lists the interpreters that may be stopped
     */
    HeapWatermark(Supplier<List<RegisteredInterpreter>> suspects) {
        this.suspects = suspects;
        for (Object collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, null);
                emitters.add(emitter);
            }
        }
    }

    /** Counts the bytes that the calling thread has allocated. */
    static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Counts the bytes that a thread has allocated; negative if it has ended. */
    static long allocatedBy(Thread thread) {
        return THREADS.getThreadAllocatedBytes(thread.threadId());
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo
                .from((CompositeData) notification.getUserData())
                .getGcInfo().getMemoryUsageAfterGc();
        long used = after.entrySet().stream().filter(each -> isHeap(each.getKey()))
                .mapToLong(each -> each.getValue().getUsed()).sum();
        if (used > MARK * Runtime.getRuntime().maxMemory()) {
            stopTheGreediest(used);
        }
    }

    private static boolean isHeap(String pool) {
        return !pool.startsWith("CodeHeap") && !pool.startsWith("Code") && !pool.startsWith("Metaspace")
                && !pool.startsWith("Compressed");
    }

    private void stopTheGreediest(long used) {
        RegisteredInterpreter greediest = null;
        long most = (long) (GREED * Runtime.getRuntime().maxMemory());
        for (RegisteredInterpreter suspect : suspects.get()) {
            long allocated = suspect.allocatedInRun();
            if (allocated > most) {
                most = allocated;
                greediest = suspect;
            }
        }
        if (greediest != null) {
            greediest.exceed(greediest + " was ended because " + (used >> 20)
                    + " MB of the heap are in use, and its run had allocated most: " + (most >> 20) + " MB");
        }
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : emitters) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException e) {
                // Then it does not call any more either.
            }
        }
    }
}
