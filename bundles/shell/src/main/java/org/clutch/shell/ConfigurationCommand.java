package org.clutch.shell;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The command that shows what configures the container. The launcher says so, by a service of a JDK type: it alone knows what
 * comes from files and what from features.
 */
@Component(service = ConfigurationCommand.class)
@GogoCommand(scope = "clutch", function = "configuration")
public final class ConfigurationCommand {
    /** Gives texts by PID; null in a framework that the launcher has not started. */
    @Reference(target = "(clutch.configuration=true)", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Supplier<Map<String, String>> texts;

    private Map<String, String> texts() {
        Supplier<Map<String, String>> now = texts;
        if (now == null) {
            throw new IllegalStateException("who has started this framework is not Clutch's launcher, so nobody knows"
                    + " where a configuration comes from; ask its Configuration Admin");
        }
        return now.get();
    }

    /** Gives all. */
    @Descriptor("gives all that configures the container, as files of config/ would say it: configuration | grep max")
    public String configuration() {
        return String.join("", texts().values()).stripTrailing();
    }

    /** Gives one, or all of a factory. */
    @Descriptor("gives one configuration, or all of a factory: configuration org.clutch.pool~render, configuration org.clutch.pool")
    public String configuration(@Descriptor("its PID, or that of its factory") String pid) {
        Map<String, String> all = texts();
        List<String> found = all.entrySet().stream()
                .filter(each -> each.getKey().equals(pid) || each.getKey().startsWith(pid + "~"))
                .map(Map.Entry::getValue).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no configuration " + pid + "; there are " + String.join(", ", all.keySet()));
        }
        return String.join("", found).stripTrailing();
    }
}
