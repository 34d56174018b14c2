package org.clutch.core.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** How callers of channels and queues wait, and who looks for deadlocks among them. */
@Component(service = WaitConfiguration.class, immediate = true, configurationPid = "org.clutch.channels")
@Designate(ocd = ChannelsConfiguration.class)
public final class WaitConfiguration {
    static final int SPINS = 200;
    static final int YIELDS = 0;
    private static final int MOST = 1_000_000;
    private static final Logger LOG = System.getLogger("org.clutch.core");

    private final DeadlockDetector detector = new DeadlockDetector();
    private volatile Patience patience;

    /** What a caller does before it parks. */
    private record Patience(int spins, int yields) {}

    /** Waits with the defaults. */
    public WaitConfiguration() {
        this(SPINS, YIELDS);
    }

    WaitConfiguration(int spins, int yields) {
        patience = new Patience(spins, yields);
    }

    /** DS gives the configuration. */
    @Activate
    public WaitConfiguration(ChannelsConfiguration configuration) {
        this();
        configure(configuration);
    }

    @Modified
    void configure(ChannelsConfiguration configuration) {
        patience = new Patience(checked("spins", configuration.spins(), patience.spins()),
                checked("yields", configuration.yields(), patience.yields()));
        detector.answer(configuration.deadlocks());
    }

    private static int checked(String key, int wanted, int otherwise) {
        if (wanted < 0 || wanted > MOST) {
            LOG.log(Level.ERROR, () -> "org.clutch.channels: " + key + " = " + wanted + " is not in 0 to " + MOST
                    + ", so it is " + otherwise);
            return otherwise;
        }
        return wanted;
    }

    /** Who looks for deadlocks. */
    public DeadlockDetector detector() {
        return detector;
    }

    /**
     * Attempts until something comes out, or patience or time is over, which gives null. This saves the cost of parking when
     * the other side is at work on another core, and costs time on this one when it is not.
     */
    <T> T spin(Supplier<T> attempt, Deadline deadline) {
        Patience now = patience;
        for (int i = 0; i < now.spins; i++) {
            T result = attempt.get();
            if (result != null) {
                return result;
            }
            Thread.onSpinWait();
        }
        for (int i = 0; i < now.yields && !deadline.isOver(); i++) {
            T result = attempt.get();
            if (result != null) {
                return result;
            }
            Thread.yield();
        }
        return null;
    }
}
