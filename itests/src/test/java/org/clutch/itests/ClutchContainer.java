package org.clutch.itests;

import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackage;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The container that all tests share: Felix with the bundles of the distribution, as the launcher installs them. */
final class ClutchContainer {
    private ClutchContainer() {}

    static Option clutch() {
        String version = ";version=" + System.getProperty("graalpy.version");
        return composite(junitBundles(),
                systemPackages("org.graalvm.polyglot" + version, "org.graalvm.polyglot.io" + version,
                        "org.graalvm.polyglot.proxy" + version),
                bootDelegationPackage("jdk.jfr.internal.event"),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"), deployFolder(),
                distributedBundles());
    }

    /** The folder that File Install watches. */
    static Path deployed() {
        return Path.of("target", "deploy").toAbsolutePath();
    }

    private static Option deployFolder() {
        try {
            Files.createDirectories(deployed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return composite(frameworkProperty("felix.fileinstall.dir").value(deployed().toString()),
                frameworkProperty("felix.fileinstall.poll").value("500"),
                frameworkProperty("felix.fileinstall.log.level").value("2"),
                frameworkProperty("felix.fileinstall.tmpdir").value(
                        Path.of("target", "deploy-storage").toAbsolutePath().toString()));
    }

    private static Option distributedBundles() {
        Path folder = Path.of(System.getProperty("clutch.home"), "bundles");
        try (Stream<Path> jars = Files.list(folder)) {
            // A shell would read standard input, and stop the framework at its end.
            return composite(jars.filter(jar -> !jar.getFileName().toString().contains("jline")).sorted()
                    .map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException("the distribution is not built", e);
        }
    }
}
