package org.clutch.diagnosis;

import java.util.List;
import org.clutch.extension.ModuleInfo;
import org.osgi.annotation.versioning.ProviderType;

/** What goes on, beyond what the services for users say of themselves: a service. Any thread may call; nothing blocks. */
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
}
