package org.clutch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Felix in this JVM, with the bundles of the distribution. The API comes from the class path, so that benchmarks and bundles
 * have the same types. {@code clutch.home} names the distribution.
 */
final class Platform {
    private static final String API = "org.clutch.api-";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Path storage;
    private final Framework framework;

    private Platform(Path storage, Framework framework) {
        this.storage = storage;
        this.framework = framework;
    }

    static Platform start() throws IOException, BundleException {
        List<Path> bundles;
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("clutch.home"), "bundles"))) {
            bundles = jars.filter(jar -> !jar.getFileName().toString().contains("jline")).sorted().toList();
        }
        Path api = bundles.stream().filter(jar -> jar.getFileName().toString().startsWith(API)).findAny().orElseThrow();
        Path storage = Files.createTempDirectory("clutch-bench");
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exported(api)
                                + ",org.graalvm.polyglot;version=25.0,org.graalvm.polyglot.io;version=25.0,"
                                + "org.graalvm.polyglot.proxy;version=25.0,org.osgi.service.cm;version=1.6",
                        Constants.FRAMEWORK_BOOTDELEGATION, "jdk.jfr.internal.event", "ds.loglevel", "error",
                        "felix.cm.loglevel", "1"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>();
        for (Path each : bundles) {
            if (!each.equals(api)) {
                installed.add(context.installBundle(each.toUri().toString()));
            }
        }
        for (Bundle each : installed) {
            if (each.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                each.start();
            }
        }
        return new Platform(storage, framework);
    }

    private static String exported(Path api) throws IOException {
        try (JarFile jar = new JarFile(api.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        }
    }

    /** Gives a service, and waits for it. */
    <S> S service(Class<S> type) {
        return service(type, null);
    }

    <S> S service(Class<S> type, String filter) {
        BundleContext context = framework.getBundleContext();
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            try {
                for (ServiceReference<S> each : context.getServiceReferences(type, filter)) {
                    return context.getService(each);
                }
            } catch (InvalidSyntaxException e) {
                throw new IllegalArgumentException(e);
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("no service " + type.getName() + " " + filter);
    }

    /** Writes a configuration of a factory. */
    void configure(String factory, String name, Dictionary<String, Object> values) throws IOException {
        service(ConfigurationAdmin.class).getFactoryConfiguration(factory, name, "?").update(values);
    }

    /** Stops it, and leaves nothing behind. */
    void stop() throws IOException, BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(0);
        try (Stream<Path> all = Files.walk(storage)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        }
    }
}
