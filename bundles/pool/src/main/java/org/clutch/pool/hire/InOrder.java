package org.clutch.pool.hire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Joins the futures of a map. The thread that completes the last one, or the first failing one, completes the whole. */
final class InOrder {
    private final List<CompletableFuture<Object>> tasks;
    private final CompletableFuture<List<Object>> whole = new CompletableFuture<>();
    private final AtomicInteger left;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private InOrder(List<CompletableFuture<Object>> tasks) {
        this.tasks = tasks;
        this.left = new AtomicInteger(tasks.size());
    }

    /** Gives all results in order, or the failure of the first task that failed, when all have ended. */
    static CompletableFuture<List<Object>> of(List<CompletableFuture<Object>> tasks) {
        InOrder joined = new InOrder(tasks);
        if (tasks.isEmpty()) {
            joined.whole.complete(List.of());
        }
        tasks.forEach(task -> task.whenComplete((_, failure) -> joined.ended(failure)));
        joined.whole.whenComplete((_, failure) -> {
            if (failure != null) {
                joined.cancelRest();
            }
        });
        return joined.whole;
    }

    private void ended(Throwable failure) {
        if (failure != null) {
            cancelRest();
        }
        if (left.decrementAndGet() == 0) {
            finish();
        }
    }

    /** Cancels those that have not begun; each of them comes here again. */
    private void cancelRest() {
        if (cancelled.compareAndSet(false, true)) {
            tasks.forEach(task -> task.cancel(false));
        }
    }

    private void finish() {
        List<Object> results = new ArrayList<>(tasks.size());
        Throwable failure = null;
        for (CompletableFuture<Object> task : tasks) {
            if (!task.isCompletedExceptionally()) {
                results.add(task.join());
            } else if (failure == null && !task.isCancelled()) {
                failure = task.handle((_, reason) -> reason).join();
            }
        }
        if (failure != null) {
            whole.completeExceptionally(failure);
        } else {
            whole.complete(Collections.unmodifiableList(results));
        }
    }
}
