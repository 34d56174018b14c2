package org.clutch.pool.hire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Function;
import org.clutch.interpreter.Interpreters;
import org.clutch.pool.InterpreterPool;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * One configuration and the pool that is there for it. The pool is a service only once the configuration has been right,
 * so this component registers it by itself. Guarded by its monitor.
 */
@Component(configurationPid = "org.clutch.pool", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PoolConfiguration.class, factory = true)
public final class ConfiguredPool {
    private static final Logger LOG = System.getLogger("org.clutch.pool");
    private static final String FACTORY = "org.clutch.pool~";
    /** What tasks get when the pool is stopped; the whole framework may take 10 s to stop. */
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(3);

    private final Interpreters interpreters;
    private final Function<InterpreterPool, Runnable> register;
    private LivePool pool;
    private Runnable unregister;

    /** DS gives the service, which outlives this object, and the configuration. */
    @Activate
    public ConfiguredPool(@Reference Interpreters interpreters, BundleContext context, Map<String, Object> values) {
        this(interpreters, pool -> {
            ServiceRegistration<InterpreterPool> registration = context.registerService(InterpreterPool.class, pool,
                    new Hashtable<>(Map.of(InterpreterPool.NAME, pool.name())));
            return registration::unregister;
        }, values);
    }

    /**
     * @param register offers a pool as a service, and gives what withdraws it
     */
    ConfiguredPool(Interpreters interpreters, Function<InterpreterPool, Runnable> register,
            Map<String, Object> values) {
        this.interpreters = interpreters;
        this.register = register;
        configure(values);
    }

    @Modified
    synchronized void configure(Map<String, Object> values) {
        String pid = String.valueOf(values.get("service.pid"));
        if (!pid.startsWith(FACTORY) || pid.length() == FACTORY.length()) {
            LOG.log(Level.ERROR, () -> "the configuration " + pid + " makes no pool: name it " + FACTORY + "NAME");
            return;
        }
        String name = pid.substring(FACTORY.length());
        SettingsReader reader = new SettingsReader(pid, name, values);
        Settings settings = reader.read();
        if (reader.errors().isEmpty()) {
            apply(name, settings);
        } else {
            String kept = pool == null ? "there is no pool" : "the pool stays as it was";
            reader.errors().forEach(error -> LOG.log(Level.ERROR, () -> error + "; " + kept));
        }
    }

    private void apply(String name, Settings settings) {
        if (pool != null) {
            pool.configure(settings);
            return;
        }
        pool = new LivePool(name, settings, interpreters);
        pool.start();
        unregister = register.apply(pool);
    }

    @Deactivate
    synchronized void stop() {
        if (pool == null) {
            return;
        }
        try {
            unregister.run();
        } catch (IllegalStateException e) {
            // The bundle is on its way out, and its services have gone ahead.
        }
        pool.stop(STOP_DEADLINE);
    }
}
