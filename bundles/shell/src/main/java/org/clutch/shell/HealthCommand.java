package org.clutch.shell;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.Health;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command that says whether all is well; there without the core too, since that is what it then says. */
@Component(service = HealthCommand.class)
@GogoCommand(scope = "clutch", function = "health")
public final class HealthCommand {
    /** Null while the core is away. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Diagnosis diagnosis;

    /** Judges. */
    @Descriptor("says whether all is well, a line for each check: health, (health) status, each ((health) problems) { echo ($it text) }")
    public Health health() {
        Diagnosis now = diagnosis;
        return now == null ? Health.withoutCore() : now.health();
    }
}
