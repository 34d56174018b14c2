package org.clutch.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The bundle of a transport, which can be replaced by a later one with other classes. */
final class TransportBundle {
    private static final String PREFIX = "org.clutch.transport.";

    private final BundleContext context;
    private final String name;
    private final String location;
    private int revision;

    TransportBundle(BundleContext context, String transport) {
        this.context = context;
        this.name = PREFIX + transport.replace("-", "");
        this.location = bundle().getLocation();
    }

    private Bundle bundle() {
        return Arrays.stream(context.getBundles()).filter(each -> each.getSymbolicName().equals(name)).findAny()
                .orElseThrow();
    }

    /** Updates the running bundle. */
    void update() throws BundleException, IOException {
        bundle().update(next());
    }

    /** Uninstalls the bundle and installs the next revision in its place. */
    void replace() throws BundleException, IOException {
        bundle().uninstall();
        context.installBundle(location + "?" + revision, next()).start();
    }

    void stop() throws BundleException {
        bundle().stop();
    }

    void start() throws BundleException {
        bundle().start();
    }

    /** Puts the original bundle back. */
    void restore() throws BundleException, IOException {
        bundle().uninstall();
        try (InputStream original = URI.create(location).toURL().openStream()) {
            context.installBundle(location, original).start();
        }
    }

    /** Gives the jar with another version, and a field more in each class. */
    private InputStream next() throws IOException {
        revision++;
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(URI.create(location).toURL().openStream())) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "0.1.0.r" + revision);
            try (JarOutputStream out = new JarOutputStream(changed, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    byte[] content = in.readAllBytes();
                    out.write(entry.getName().endsWith(".class") ? withOneFieldMore(content) : content);
                }
            }
        }
        return new ByteArrayInputStream(changed.toByteArray());
    }

    private byte[] withOneFieldMore(byte[] original) {
        ClassFile classes = ClassFile.of();
        ClassModel model = classes.parse(original);
        if (model.flags().has(AccessFlag.INTERFACE)) {
            return original;
        }
        return classes.transformClass(model, ClassTransform.endHandler(
                builder -> builder.withField("revision" + revision, ConstantDescs.CD_int, ClassFile.ACC_STATIC)));
    }
}
