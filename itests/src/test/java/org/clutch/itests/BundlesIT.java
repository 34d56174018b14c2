package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.inject.Inject;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.Interpreters;
import org.clutch.share.QueueReference;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;

/** The rooms: who imports what, and that each bundle comes and goes as it likes. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public class BundlesIT {
    /** The table of rooms: beside {@code java.*} and the API, what each bundle may import, of the JDK too. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(Map.entry("org.clutch.api", Set.of()),
            Map.entry("org.clutch.core",
                    Set.of("com.sun.management", "javax.management", "javax.management.openmbean", "jdk.jfr",
                            "org.osgi.framework", "org.osgi.framework.startlevel", "org.osgi.framework.wiring",
                            "org.osgi.resource",
                            "org.osgi.util.tracker")),
            Map.entry("org.clutch.transport.queue", Set.of()), Map.entry("org.clutch.transport.rendezvous", Set.of()),
            Map.entry("org.clutch.transport.sharedmemory", Set.of()), Map.entry("org.clutch.command",
                    Set.of("org.jline.keymap", "org.jline.reader", "org.jline.terminal", "org.jline.utils")),
            Map.entry("org.clutch.loader.java",
                    Set.of("org.osgi.dto", "org.osgi.framework", "org.osgi.service.component.runtime",
                            "org.osgi.service.component.runtime.dto")),
            Map.entry("org.clutch.loader.python", Set.of("org.osgi.framework", "org.apache.felix.fileinstall")),
            Map.entry("org.clutch.shell", Set.of("com.sun.management", "org.apache.felix.service.command")),
            Map.entry("org.clutch.loader.nativecode", Set.of("org.osgi.framework")),
            Map.entry("org.clutch.engine.graalpy",
                    Set.of("org.graalvm.polyglot", "org.graalvm.polyglot.io", "org.graalvm.polyglot.proxy")),
            Map.entry("org.clutch.pool",
                    Set.of("jdk.jfr", "org.osgi.framework", "org.apache.commons.pool2",
                            "org.apache.commons.pool2.impl")),
            Map.entry("org.clutch.jmx", Set.of("javax.management")),
            Map.entry("org.clutch.log", Set.of("org.osgi.framework", "org.osgi.service.log")),
            Map.entry("org.clutch.trace", Set.of("jdk.jfr", "jdk.jfr.consumer")));

    @Rule
    public final Timeout timeout = Timeout.seconds(240);

    @Inject
    private BundleContext context;

    @Configuration
    public static Option[] container() {
        return new Option[]{ClutchContainer.clutch()};
    }

    @Test
    public void everyArrowIsInTheTable() {
        Set<String> wrong = new TreeSet<>();
        for (Bundle bundle : ours()) {
            for (BundleWire wire : bundle.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package")) {
                String imported = (String) wire.getCapability().getAttributes().get("osgi.wiring.package");
                String provider = wire.getProvider().getBundle().getSymbolicName();
                boolean allowed = imported.startsWith("java.") || provider.equals("org.clutch.api")
                        || ALLOWED.get(bundle.getSymbolicName()).contains(imported);
                if (!allowed) {
                    wrong.add(bundle.getSymbolicName() + " imports " + imported + " from " + provider);
                }
            }
            assertNotNull(bundle + " is in the table", ALLOWED.get(bundle.getSymbolicName()));
        }
        assertEquals(Set.of(), wrong);
        for (Bundle bundle : ours()) {
            boolean exports = !bundle.adapt(BundleWiring.class).getCapabilities("osgi.wiring.package").isEmpty();
            assertEquals(bundle.getSymbolicName(), bundle.getSymbolicName().equals("org.clutch.api"), exports);
        }
    }

    @Test
    public void eachBundleStopsAndStartsByItself() throws Exception {
        for (Bundle bundle : ours()) {
            bundle.stop();
            bundle.start();
            pythonRuns();
        }
    }

    @Test
    public void bundlesStopAndStartInAnyOrder() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 3; round++) {
            inOrder(random, Bundle::stop);
            inOrder(random, Bundle::start);
            pythonRuns();
        }
    }

    @Test
    public void engineStopsInSpiteOfCodeThatCannotBeStopped() throws Exception {
        Interpreter stuck = service(Interpreters.class).create();
        InterpreterQueue inside = service(InterpreterQueues.class).create(0, UnboundItems.UNBOUND);
        stuck.prepareMain(Map.of("inside", new QueueReference(inside.id())));
        // The lock of imports belongs to a thread that has ended, and no interrupt reaches a thread that waits for it.
        inNewThread(() -> stuck.exec("import _imp; _imp.acquire_lock()")).join();
        boolean heard;
        do {
            Thread thread = inNewThread(() -> stuck.exec("inside.put(None); import colorsys"));
            assertNull(inside.take());
            heard = stuck.interrupt(Duration.ofMillis(500));
            if (heard) {
                // It came before the import.
                thread.join();
            }
        } while (heard);
        Bundle engine = ours().stream().filter(each -> each.getSymbolicName().equals("org.clutch.engine.graalpy"))
                .findAny().orElseThrow();
        engine.stop();
        engine.start();
        pythonRuns();
    }

    private static Thread inNewThread(Runnable work) {
        return Thread.ofPlatform().daemon().start(work);
    }

    @Test
    public void queueKeepsMessagesAndWaitersWhileItsTransportIsAway() throws Exception {
        Bundle transport = ours().stream().filter(each -> each.getSymbolicName().equals("org.clutch.transport.queue"))
                .findAny().orElseThrow();
        InterpreterQueue in = service(InterpreterQueues.class).create(0, UnboundItems.UNBOUND);
        InterpreterQueue out = service(InterpreterQueues.class).create(0, UnboundItems.UNBOUND);
        Interpreter interpreter = service(Interpreters.class).create();
        interpreter.prepareMain(Map.of("q", new QueueReference(in.id()), "out", new QueueReference(out.id())));
        in.put(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch running = new CountDownLatch(1);
        Future<?> receiver = threads.submit(() -> {
            running.countDown();
            interpreter.exec("for _ in range(3): out.put(q.get() * 10)");
        });
        running.await();
        assertEquals(10L, out.take());
        transport.stop();
        Future<?> sender = threads.submit(() -> {
            in.put(2);
            in.put(3);
            return null;
        });
        transport.start();
        assertEquals(20L, out.take());
        assertEquals(30L, out.take());
        receiver.get();
        sender.get();
        threads.shutdown();
        interpreter.close();
    }

    private interface Step {
        void with(Bundle bundle) throws BundleException;
    }

    private void inOrder(Random random, Step step) throws BundleException {
        List<Bundle> shuffled = new ArrayList<>(ours());
        Collections.shuffle(shuffled, random);
        for (Bundle bundle : shuffled) {
            step.with(bundle);
        }
    }

    private List<Bundle> ours() {
        return Arrays.stream(context.getBundles()).filter(each -> each.getSymbolicName().startsWith("org.clutch."))
                .toList();
    }

    private void pythonRuns() throws Exception {
        Interpreter interpreter = service(Interpreters.class).create();
        InterpreterQueue queue = service(InterpreterQueues.class).create(0, UnboundItems.UNBOUND);
        interpreter.prepareMain(Map.of("q", new QueueReference(queue.id())));
        interpreter.exec("q.put(6 * 7)");
        assertEquals(42L, queue.take());
        interpreter.close();
        assertTrue(service(Interpreters.class).find(interpreter.id()).isEmpty());
    }

    private <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(60_000);
            assertNotNull("no service " + type.getName() + " within a minute", service);
            return service;
        } finally {
            tracker.close();
        }
    }
}
