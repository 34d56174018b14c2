package org.clutch.diagnosis;

import java.time.Duration;
import java.util.List;
import org.clutch.extension.ModuleInfo;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What goes on, beyond what the services for users say of themselves: a service. Any thread may call; nothing but
 * {@link #dump} blocks, and nothing runs Python code.
 */
@ProviderType
public interface Diagnosis {
    /**
     * Lists the extension modules that bundles offer, those that others take precedence over too.
     *
     * @return a snapshot, by name, the one that an import takes first
     */
    List<ModuleInfo> modules();

    /**
     * Lists the threads that wait without a deadline for a channel, a queue or a lock, and have done so for 50 ms or longer.
     *
     * @return a snapshot, by the names of the threads
     */
    List<WaitInfo> waits();

    /**
     * Lists the interpreters, those too that are closed and have not ended, or were abandoned.
     *
     * @return a snapshot, by id
     */
    List<InterpreterInfo> interpreters();

    /**
     * Lists the channels, and after them the queues.
     *
     * @return a snapshot, each by id
     */
    List<ChannelInfo> channels();

    /**
     * Lists the locks and semaphores that somebody has acquired or waits for.
     *
     * @return a snapshot, by kind, id and name
     */
    List<LockInfo> locks();

    /**
     * Judges whether all is well: interpreters, channels, pools, extension modules, deadlocks. Whoever shows health shows this.
     *
     * @return a snapshot
     */
    Health health();

    /**
     * Asks all threads in all interpreters where they are. One that waits in a channel, a queue or a lock leaves that for a
     * moment and waits on. What does not answer, such as a long loop in the engine itself, is shown by its Java frames.
     *
     * @param deadline how long to wait for answers, positive
     * @return a snapshot
     */
    Dump dump(Duration deadline);
}
