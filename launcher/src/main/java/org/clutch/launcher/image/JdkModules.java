package org.clutch.launcher.image;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes {@code jmod} files of the modules of the running JDK, from its run-time image and the lists of files that a JDK without
 * {@code jmods/} has of each module (JEP 493). Its own way of linking without them refuses modules that replace some of its
 * own, which is what this is for.
 */
final class JdkModules {
    private static final String LISTS = "/modules/jdk.jlink/jdk/tools/jlink/internal/runtimelink/";
    /** The kinds of files in those lists, by number, and the options of {@code jmod} for them. */
    private static final Map<String, String> OPTIONS = Map.of("1", "--config", "2", "--header-files", "3",
            "--legal-notices", "4", "--man-pages", "5", "--cmds", "6", "--libs");
    /** The folders of the JDK that belong to the kinds. */
    private static final Map<String, String> FOLDERS = Map.of("1", "conf", "2", "include", "3", "legal", "4", "man",
            "5", "bin", "6", "lib");

    private final FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    private final Path jdk = Path.of(System.getProperty("java.home"));

    /** Names the modules of the JDK but some. */
    List<String> names(Set<String> without) throws IOException {
        try (Stream<Path> modules = Files.list(image.getPath("/modules"))) {
            return modules.map(each -> each.getFileName().toString()).filter(name -> !without.contains(name)).sorted()
                    .toList();
        }
    }

    /** Makes the file of a module. */
    void make(String module, Path folder, Path target) throws IOException {
        Path classes = folder.resolve("classes");
        copyClasses(module, classes);
        List<String> arguments = new ArrayList<>(List.of("create", "--class-path", classes.toString()));
        Path list = image.getPath(LISTS + "fs_" + module + "_files");
        if (Files.exists(list)) {
            for (String line : Files.readAllLines(list)) {
                String[] fields = line.split("\\|");
                copyFile(fields[0], module, fields[3], folder);
            }
        }
        OPTIONS.forEach((kind, option) -> {
            Path files = folder.resolve(FOLDERS.get(kind));
            if (Files.isDirectory(files)) {
                arguments.addAll(List.of(option, files.toString()));
            }
        });
        arguments.add(target.toString());
        Tool.run("jmod", arguments);
    }

    private void copyFile(String kind, String module, String path, Path folder) throws IOException {
        Path file = jdk.resolve(path);
        String top = FOLDERS.get(kind);
        if (top == null || !path.startsWith(top + "/") || !Files.exists(file)) {
            return;
        }
        String prefix = kind.equals("3") ? "legal/" + module + "/" : top + "/";
        Path copy = folder.resolve(top).resolve(path.substring(prefix.length()));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
    }

    private void copyClasses(String module, Path folder) throws IOException {
        Path root = image.getPath("/modules", module);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String path = root.relativize(file).toString();
                if (isMadeByJlink(path)) {
                    continue;
                }
                Path copy = folder.resolve(path);
                Files.createDirectories(copy.getParent());
                if (path.equals("module-info.class")) {
                    Files.write(copy, withoutHashes(Files.readAllBytes(file)));
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    /** What is in an image alone, and what the next one gets anew. */
    private static boolean isMadeByJlink(String path) {
        return path.startsWith("jdk/internal/module/SystemModules$")
                || path.startsWith("java/lang/invoke/BoundMethodHandle$Species_")
                        && !path.equals("java/lang/invoke/BoundMethodHandle$Species_L.class")
                || path.startsWith("jdk/tools/jlink/internal/runtimelink/fs_")
                || path.startsWith("jdk/tools/jlink/internal/runtimelink/diff_");
    }

    /** The hashes are of the JDK's own files. */
    private static byte[] withoutHashes(byte[] moduleInfo) {
        ClassFile format = ClassFile.of();
        return format.transformClass(format.parse(moduleInfo), ClassTransform.dropping(
                element -> element instanceof ModuleHashesAttribute));
    }
}
