package org.clutch.loader.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;

/**
 * A wheel, the archive in which Python packages are published, and the bundle that it becomes: its files lie below
 * {@code python/}, and each top-level module is a capability. Pure Python is for every interpreter; native code declares
 * nothing.
 *
 * @param file the archive
 * @param name the distribution's name
 * @param version its version, as Python has it
 * @param files names in the archive, by the path that the installed file has
 */
record Wheel(Path file, String name, String version, Map<String, String> files) {
    private static final Pattern METADATA = Pattern.compile("([^/]+)\\.dist-info/METADATA");
    /** Files in this folder go elsewhere; those of the two kinds go where the others are. */
    private static final Pattern DATA = Pattern.compile("[^/]+\\.data/(?:(?:purelib|platlib)/(.+)|.*)");
    private static final Pattern VERSION = Pattern
            .compile("v?(?:[0-9]+!)?([0-9]{1,9})(?:\\.([0-9]{1,9}))?(?:\\.([0-9]{1,9}))?(.*)");
    private static final Pattern MODULE = Pattern
            .compile("([A-Za-z_][A-Za-z_0-9]*)(?:/__init__)?(?:\\.py|(?:\\.[^/]*)?\\.(?:so|pyd|dylib))");
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(?:so|pyd|dylib)");

    /**
     * Reads an archive's list of files and its metadata.
     *
     * @throws IOException if it is none, or no wheel; the message says what is wrong with it
     */
    static Wheel read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, String> files = new LinkedHashMap<>();
            String metadata = null;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (METADATA.matcher(entry.getName()).matches()) {
                    metadata = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                }
                installed(entry.getName()).ifPresent(path -> files.putIfAbsent(path, entry.getName()));
            }
            if (metadata == null) {
                throw new IOException("it is no wheel, since it has no NAME.dist-info/METADATA");
            }
            return new Wheel(file, header(metadata, "Name"), header(metadata, "Version"), files);
        }
    }

    /** Says where a file goes; empty if it is not for import, such as a script. */
    private static Optional<String> installed(String entry) throws IOException {
        if (entry.startsWith("/") || Set.of(entry.split("/")).contains("..")) {
            throw new IOException("its entry " + entry + " lies outside of it");
        }
        Matcher data = DATA.matcher(entry);
        return entry.endsWith("/")
                ? Optional.empty()
                : data.matches() ? Optional.ofNullable(data.group(1)) : Optional.of(entry);
    }

    private static String header(String metadata, String name) throws IOException {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return metadata.lines().takeWhile(line -> !line.isEmpty())
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip()).findFirst()
                .orElseThrow(() -> new IOException("its METADATA has no " + name));
    }

    /** Names what can be imported of it; packages without {@code __init__.py} cannot. */
    Set<String> modules() {
        return files.keySet().stream().map(MODULE::matcher).filter(Matcher::matches).map(match -> match.group(1))
                .filter(module -> !module.equals("__init__")).collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isNative() {
        return files.keySet().stream().anyMatch(path -> LIBRARY.matcher(path).matches());
    }

    /** Gives its version as OSGi has it. */
    String bundleVersion() throws IOException {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new IOException("its version " + version + " is none");
        }
        String rest = parts.group(4).replaceAll("^[.+_-]+", "").replaceAll("[^A-Za-z0-9_-]", "_");
        return parts.group(1) + "." + orZero(parts.group(2)) + "." + orZero(parts.group(3))
                + (rest.isEmpty() ? "" : "." + rest);
    }

    private static String orZero(String digits) {
        return digits == null ? "0" : digits;
    }

    /** Writes the bundle. */
    void writeBundle(Path jar) throws IOException {
        Manifest manifest = manifest();
        try (ZipFile zip = new ZipFile(file.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                out.putNextEntry(new JarEntry(BundleSources.ROOT + each.getKey()));
                zip.getInputStream(zip.getEntry(each.getValue())).transferTo(out);
            }
        }
    }

    private Manifest manifest() throws IOException {
        Set<String> modules = modules();
        if (modules.isEmpty()) {
            throw new IOException("it has no top-level module, and packages without __init__.py are not supported");
        }
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "wheel." + name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"));
        headers.putValue("Bundle-Name", name + " " + version);
        headers.putValue("Bundle-Version", bundleVersion());
        headers.putValue("Provide-Capability", modules.stream().map(this::capability).collect(Collectors.joining(",")));
        return manifest;
    }

    private String capability(String module) {
        return ModuleDeclaration.NAMESPACE + ";" + ModuleDeclaration.NAMESPACE + "=" + module
                + (isNative()
                        ? ""
                        : ";" + ModuleDeclaration.INTERPRETERS + "=" + InterpreterSupport.PER_INTERPRETER.word());
    }
}
