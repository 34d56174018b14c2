package org.clutch.itests;

import java.util.Map;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.share.QueueReference;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.util.tracker.ServiceTracker;

/** A bundle of somebody else: has Python print and answer, then stops the framework. */
public final class Visitor implements BundleActivator {
    private static final long PATIENCE_MILLIS = 120_000;

    @Override
    public void start(BundleContext context) {
        Thread.ofPlatform().name("visitor").start(() -> {
            try {
                visit(context);
            } catch (InterruptedException | RuntimeException e) {
                e.printStackTrace();
            } finally {
                stopFramework(context);
            }
        });
    }

    private static void visit(BundleContext context) throws InterruptedException {
        InterpreterQueue queue = service(context, InterpreterQueues.class).create(0, UnboundItems.UNBOUND);
        try (Interpreter python = service(context, Interpreters.class).create(new InterpreterSpec("visited"))) {
            python.prepareMain(Map.of("queue", new QueueReference(queue.id())));
            python.exec("""
                    import sys
                    queue.put("Interpreted" in sys.version)
                    """);
            System.out.println("interpreted: " + queue.take());
            System.out.println("answer: " + python.call("math:sqrt", 4));
        }
    }

    private static <T> T service(BundleContext context, Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        T service = tracker.waitForService(PATIENCE_MILLIS);
        if (service == null) {
            throw new IllegalStateException("no service " + type.getName());
        }
        return service;
    }

    private static void stopFramework(BundleContext context) {
        try {
            context.getBundle(0).stop();
        } catch (BundleException e) {
            e.printStackTrace();
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
