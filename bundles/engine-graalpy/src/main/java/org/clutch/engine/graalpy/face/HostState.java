package org.clutch.engine.graalpy.face;

import java.util.function.IntConsumer;
import org.clutch.engine.graalpy.internals.Safepoints;
import org.graalvm.polyglot.HostAccess;

/** What an interpreter may do to itself: {@code _clutch.state}. */
public final class HostState {
    private final IntConsumer exit;

    /**
     * @param exit starts to end the interpreter, with a status, and returns
     */
    public HostState(IntConsumer exit) {
        this.exit = exit;
    }

    /**
     * Ends this interpreter at once, whatever runs in it: {@code os._exit()}. Returns only to let the end reach the calling
     * thread, so it is to be called again and again.
     */
    @HostAccess.Export
    public void exit(int status) {
        exit.accept(status);
        try {
            Safepoints.await(() -> {
                Thread.sleep(Long.MAX_VALUE);
                return null;
            });
        } catch (InterruptedException e) {
            // The end is on its way all the same.
            Thread.currentThread().interrupt();
        }
    }
}
