package org.clutch.itests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Bundles with extension modules: the example {@code com.example.greeter} and what can become of it, and folders of Python. */
final class ExtensionBundle {
    private static final Path GREETER = Path.of(System.getProperty("clutch.greeter"));
    private static final Path EXAMPLES = Path.of(System.getProperty("clutch.extensions"));
    private static final String NAME = "com.example.greeter";
    private static final String COMPONENT = "OSGI-INF/com.example.greeter.Greeter.xml";
    private static final String CLASS = "com/example/greeter/Greeter.class";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest;

    private ExtensionBundle(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Takes the example as it was built. */
    static ExtensionBundle greeter() throws IOException {
        return of(GREETER);
    }

    /** Takes another example in Java as it was built. */
    static ExtensionBundle example(String name) throws IOException {
        String start = "com.example." + name + "-";
        try (Stream<Path> all = Files.list(EXAMPLES.resolve(name).resolve("target"))) {
            return of(all.filter(path -> path.getFileName().toString().startsWith(start)
                    && path.toString().endsWith(".jar")).findAny().orElseThrow());
        }
    }

    /** Makes a bundle of an example that is a folder of Python with its manifest. */
    static ExtensionBundle folder(String name) throws IOException {
        Path folder = EXAMPLES.resolve(name);
        try (InputStream in = Files.newInputStream(folder.resolve("MANIFEST.MF"));
                Stream<Path> all = Files.walk(folder.resolve("python"))) {
            ExtensionBundle bundle = new ExtensionBundle(new Manifest(in));
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bundle.entries.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
            return bundle;
        }
    }

    private static ExtensionBundle of(Path jar) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
            ExtensionBundle bundle = new ExtensionBundle(in.getManifest());
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                bundle.entries.put(entry.getName(), in.readAllBytes());
            }
            return bundle;
        }
    }

    /** Makes a bundle of Python files: paths below {@code python/} and contents in turn. */
    static ExtensionBundle python(String module, String... files) {
        ExtensionBundle bundle = new ExtensionBundle(new Manifest());
        bundle.header("Manifest-Version", "1.0").header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", "com.example." + module).header("Bundle-Version", "1.0.0")
                .header("Provide-Capability",
                        "clutch.extension;clutch.extension=" + module + ";interpreters=per-interpreter");
        for (int i = 0; i < files.length; i += 2) {
            bundle.entries.put("python/" + files[i], files[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return bundle;
    }

    /** Adds a file below {@code python/}. */
    ExtensionBundle file(String path, byte[] content) {
        entries.put("python/" + path, content);
        return this;
    }

    ExtensionBundle header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Gives the module another name, in the manifest and in the component. */
    ExtensionBundle named(String module) {
        return header("Bundle-SymbolicName", "com.example." + module)
                .inManifest("clutch.extension=greeter", "clutch.extension=" + module)
                .inComponent("value=\"greeter\"", "value=\"" + module + "\"");
    }

    ExtensionBundle inManifest(String old, String replacement) {
        String capabilities = manifest.getMainAttributes().getValue("Provide-Capability");
        if (!capabilities.contains(old)) {
            throw new AssertionError(capabilities + " has no " + old);
        }
        return header("Provide-Capability", capabilities.replace(old, replacement));
    }

    ExtensionBundle inComponent(String old, String replacement) {
        String component = new String(entries.get(COMPONENT), StandardCharsets.UTF_8);
        if (!component.contains(old)) {
            throw new AssertionError(component + " has no " + old);
        }
        entries.put(COMPONENT, component.replace(old, replacement).getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Gives the bundle another version, which greets with another word of five letters wherever it said Hello. */
    ExtensionBundle greeting(String word, String version) {
        String original = new String(entries.get(CLASS), StandardCharsets.ISO_8859_1);
        entries.put(CLASS, original.replace("Hello", word).getBytes(StandardCharsets.ISO_8859_1));
        return header("Bundle-Version", version);
    }

    /** Lets the constructor of the module throw. */
    ExtensionBundle throwing(String message) {
        ClassDesc thrown = ClassDesc.of("java.lang.IllegalStateException");
        return constructing(code -> code.new_(thrown).dup().ldc(message)
                .invokespecial(thrown, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
                .athrow());
    }

    /** Lets the constructor of the module wait for ever. */
    ExtensionBundle blocking() {
        ClassDesc latch = ClassDesc.of("java.util.concurrent.CountDownLatch");
        return constructing(code -> code.new_(latch).dup().iconst_1()
                .invokespecial(latch, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int))
                .invokevirtual(latch, "await", ConstantDescs.MTD_void).return_());
    }

    private ExtensionBundle constructing(Consumer<CodeBuilder> body) {
        ClassFile classes = ClassFile.of();
        ClassTransform change = ClassTransform.transformingMethods(
                method -> method.methodName().equalsString("<init>"),
                MethodTransform.dropping(CodeModel.class::isInstance)
                        .andThen(MethodTransform.endHandler(method -> method.withCode(code -> body.accept(code.aload(0)
                                .invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void))))));
        entries.put(CLASS, classes.transformClass(classes.parse(entries.get(CLASS)), change));
        return this;
    }

    Bundle start(BundleContext context) throws BundleException, IOException {
        Bundle bundle = context
                .installBundle("test:" + manifest.getMainAttributes().getValue("Bundle-SymbolicName") + "/"
                        + manifest.getMainAttributes().getValue("Bundle-Version"), open());
        bundle.start();
        return bundle;
    }

    byte[] bytes() throws IOException {
        return open().readAllBytes();
    }

    InputStream open() throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(jar, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return new ByteArrayInputStream(jar.toByteArray());
    }

    static String symbolicName() {
        return NAME;
    }
}
