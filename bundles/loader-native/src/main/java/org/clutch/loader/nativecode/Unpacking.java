package org.clutch.loader.nativecode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Folders with what bundles have of Python, each for one state of its bundle, in the bundle's own storage: the framework
 * deletes them when the bundle is uninstalled. A folder appears whole or not at all, and is never written to again, since
 * its libraries may be in memory. Calls wait for each other; the monitor guards {@link #ours}.
 */
final class Unpacking {
    private static final String STORAGE = "clutch-native";

    /** What was unpacked by this object; anything else is left from an earlier process. */
    private final Set<Path> ours = new HashSet<>();

    /** Gives the folder of a started bundle in its current state. Blocks while it is written. */
    synchronized Path folder(Bundle bundle) throws IOException {
        BundleContext context = bundle.getBundleContext();
        if (context == null) {
            throw new IOException("bundle " + bundle.getSymbolicName() + " has stopped");
        }
        Path storage = context.getDataFile(STORAGE).toPath().toAbsolutePath();
        Path folder = storage.resolve(Long.toHexString(bundle.getLastModified()));
        if (!ours.contains(folder)) {
            Files.createDirectories(storage);
            deleteOld(storage);
            Path draft = Files.createTempDirectory(storage, "draft-");
            unpack(bundle, draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            ours.add(folder);
        }
        return folder;
    }

    private static void unpack(Bundle bundle, Path folder) throws IOException {
        String root = "/" + NativeLoader.ROOT + "/";
        for (URL entry : NativeLoader.entries(bundle, NativeLoader.ROOT, "*", true).toList()) {
            Path file = folder.resolve(entry.getPath().substring(root.length())).normalize();
            if (!file.startsWith(folder)) {
                throw new IOException("the entry " + entry.getPath() + " lies outside of its folder");
            }
            if (entry.getPath().endsWith("/")) {
                continue;
            }
            Files.createDirectories(file.getParent());
            try (InputStream in = entry.openStream()) {
                Files.copy(in, file);
            }
        }
    }

    private void deleteOld(Path storage) throws IOException {
        try (Stream<Path> all = Files.list(storage)) {
            for (Path each : all.filter(path -> !ours.contains(path)).toList()) {
                delete(each);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> inside = Files.walk(folder)) {
            all = inside.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
