package org.clutch.core.diagnosis;

import java.util.List;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.core.extension.ExtensionRegistry;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.WaitInfo;
import org.clutch.extension.ModuleInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the core knows of itself. It keeps nothing. */
@Component
public final class LiveDiagnosis implements Diagnosis {
    private final ExtensionRegistry extensions;
    private final WaitConfiguration waiting;

    /** DS gives who knows. */
    @Activate
    public LiveDiagnosis(@Reference ExtensionRegistry extensions, @Reference WaitConfiguration waiting) {
        this.extensions = extensions;
        this.waiting = waiting;
    }

    @Override
    public List<ModuleInfo> modules() {
        return extensions.list();
    }

    @Override
    public List<WaitInfo> waits() {
        return waiting.detector().waits();
    }
}
