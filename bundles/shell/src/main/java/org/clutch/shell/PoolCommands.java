package org.clutch.shell;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.pool.InterpreterPool;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Commands that show pools, which come and go with their configurations. */
@Component(service = PoolCommands.class)
@GogoCommand(scope = "clutch", function = {"pools", "pool"})
public final class PoolCommands {
    /** DS replaces the list whenever a pool comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<InterpreterPool> pools;

    /** Lists all. */
    @Descriptor("lists the pools: name, interpreters idle and on loan, who waits, what was made:"
            + " each (pools) { $it name }")
    public List<InterpreterPool> pools() {
        return pools.stream().sorted(Comparator.comparing(InterpreterPool::name)).toList();
    }

    /** Finds one. */
    @Descriptor("gives one pool: (pool render) statistics")
    public InterpreterPool pool(@Descriptor("its name") String name) {
        return pools.stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no pool " + name + "; there are "
                        + pools().stream().map(InterpreterPool::name).collect(Collectors.joining(", ", "", "."))));
    }
}
