package org.clutch.core.extension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.clutch.extension.ModuleInstance;

/** One interpreter's instance of what was opened, and the gate before it. */
record Held(Opened opened, ModuleInstance instance, CallGate gate) {
    private static final Logger LOG = System.getLogger("org.clutch.core");

    /** Ends the instance once the calls in it have; the gate is closed already. */
    void end(HeldModule module, Duration atMost) {
        if (!gate.awaitEmpty(atMost)) {
            LOG.log(Level.WARNING,
                    () -> module + ": a call that began before the update or removal is still at work after "
                            + atMost.toMillis() + " ms; its instance is closed all the same");
        }
        closeInstance(module);
    }

    void closeInstance(HeldModule module) {
        try {
            instance.close();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, () -> module + ": its instance failed to close: " + e);
        }
    }
}
