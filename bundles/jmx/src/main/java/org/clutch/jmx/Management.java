package org.clutch.jmx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.Health;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.PoolStatistics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Registers the beans with the JVM's MBean server, and unregisters them. They keep nothing: each look asks the services that
 * are there at the moment. Any thread may look, and no look blocks.
 */
@Component(service = {}, immediate = true)
public final class Management {
    private static final Logger LOG = System.getLogger("org.clutch.jmx");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> registered = new ArrayList<>();
    /** DS replaces it whenever the core comes or goes; null while it is away. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile Diagnosis diagnosis;
    /** DS replaces the list whenever a pool comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<InterpreterPool> pools = List.of();

    /** DS makes it. */
    @Activate
    void start() {
        register("Health", HealthMXBean.class, new LiveHealth());
        register("Interpreters", InterpretersMXBean.class, () -> interpreters().stream()
                .map(each -> new InterpretersMXBean.Row(each.id(), each.name(), each.isolation().name(),
                        each.state().name(), each.runs(), each.threads().size()))
                .toList());
        register("Channels", ChannelsMXBean.class, () -> channels().stream()
                .map(each -> new ChannelsMXBean.Row(each.id(), each.name(), each.isQueue(), each.transport(),
                        each.state().name(), each.size(), each.capacity(), each.received(), each.waitingSenders(),
                        each.waitingReceivers()))
                .toList());
        register("Pools", PoolsMXBean.class, () -> statistics().entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue())).toList());
    }

    private static PoolsMXBean.Row row(String name, PoolStatistics now) {
        return new PoolsMXBean.Row(name, now.max(), now.idle(), now.onLoan(), now.waiting(), now.queued(), now.leases(),
                now.made(), now.ended(), now.broken());
    }

    private <T> void register(String type, Class<T> face, T bean) {
        try {
            ObjectName name = new ObjectName("org.clutch:type=" + type);
            server.registerMBean(new StandardMBean(bean, face, true), name);
            registered.add(name);
        } catch (JMException e) {
            LOG.log(Level.WARNING, () -> "org.clutch:type=" + type + " is not registered: " + e);
        }
    }

    @Deactivate
    void stop() {
        for (ObjectName name : registered) {
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                LOG.log(Level.DEBUG, () -> name + " was not unregistered: " + e);
            }
        }
        registered.clear();
    }

    private List<InterpreterInfo> interpreters() {
        Diagnosis now = diagnosis;
        return now == null ? List.of() : now.interpreters();
    }

    private List<ChannelInfo> channels() {
        Diagnosis now = diagnosis;
        return now == null ? List.of() : now.channels();
    }

    private Map<String, PoolStatistics> statistics() {
        Map<String, PoolStatistics> all = new TreeMap<>();
        pools.forEach(each -> all.put(each.name(), each.statistics()));
        return all;
    }

    private final class LiveHealth implements HealthMXBean {
        private Health health() {
            Diagnosis now = diagnosis;
            return now == null ? Health.withoutCore() : now.health();
        }

        @Override
        public Health.Status getStatus() {
            return health().status();
        }

        @Override
        public List<String> getProblems() {
            return health().problems().stream().map(Health.Problem::toString).toList();
        }
    }
}
