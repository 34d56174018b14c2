package org.clutch.core.extension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * What an operator declares of one module, such as a third party's that says nothing. DS calls one method at a time, so the
 * fields need no guard.
 */
@Component(service = OperatorDeclaration.class, immediate = true, configurationPid = "org.clutch.extension", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = OperatorConfiguration.class, factory = true)
public final class OperatorDeclaration {
    /** What the PIDs of the configurations begin with. */
    static final String FACTORY = "org.clutch.extension~";
    private static final Logger LOG = System.getLogger("org.clutch.core");

    private final ExtensionRegistry registry;
    /** The module's name, or null if the PID has none. */
    private final String name;

    /** DS gives the registry, which outlives this object, and the configuration. */
    @Activate
    public OperatorDeclaration(@Reference ExtensionRegistry registry, Map<String, Object> values) {
        this.registry = registry;
        String pid = String.valueOf(values.get("service.pid"));
        boolean named = pid.startsWith(FACTORY) && pid.length() > FACTORY.length();
        this.name = named ? pid.substring(FACTORY.length()) : null;
        if (!named) {
            LOG.log(Level.ERROR, () -> "the configuration " + pid + " declares no module: name it " + FACTORY
                    + "NAME, after the module");
        }
        configure(values);
    }

    @Modified
    void configure(Map<String, Object> values) {
        if (name == null) {
            return;
        }
        String word = String.valueOf(values.get(ModuleDeclaration.INTERPRETERS));
        Optional<InterpreterSupport> support = InterpreterSupport.of(word);
        if (support.isPresent()) {
            registry.declare(name, support.get());
        } else {
            LOG.log(Level.ERROR,
                    () -> FACTORY + name + ": interpreters=" + word + " is none of per-interpreter, shared,"
                            + " main-only; what was declared before counts");
        }
    }

    @Deactivate
    void withdraw() {
        if (name != null) {
            registry.undeclare(name);
        }
    }
}
