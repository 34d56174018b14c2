package org.clutch.shell;

import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.WaitInfo;
import org.clutch.extension.ModuleInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands that show the extension modules, and who waits. */
@Component(service = DiagnosisCommands.class)
@GogoCommand(scope = "clutch", function = {"extensions", "waits"})
public final class DiagnosisCommands {
    private final Diagnosis diagnosis;

    /** DS gives who knows. */
    @Activate
    public DiagnosisCommands(@Reference Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /** Lists the modules. */
    @Descriptor("lists the extension modules: name, version, who may import it, bundle, importers, and which one is taken")
    public List<ModuleInfo> extensions() {
        return diagnosis.modules();
    }

    /** Lists the waits. */
    @Descriptor("lists the threads that wait for a channel, a queue or a lock without a deadline")
    public List<WaitInfo> waits() {
        return diagnosis.waits();
    }
}
