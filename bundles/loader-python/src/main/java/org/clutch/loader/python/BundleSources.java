package org.clutch.loader.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/**
 * The folder {@code python} of a bundle, in the state that the bundle had when this object was made: what has been read stays as
 * it was, for an interpreter that imports the rest of a package later. Any thread may call.
 */
final class BundleSources {
    static final String ROOT = "python/";
    private static final byte[] ABSENT = {};

    private final Bundle bundle;
    private final String label;
    private final long revision;
    /** What was read, or {@link #ABSENT}; a lone sub-module is read once for all interpreters. */
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    BundleSources(Bundle bundle) {
        this.bundle = bundle;
        this.label = "<" + bundle.getSymbolicName() + " " + bundle.getVersion() + ">/";
        this.revision = bundle.getLastModified();
    }

    String origin(String path) {
        return label + path;
    }

    boolean exists(String path) {
        return read(path) != null;
    }

    /** Gives a file's content, or null if there is none. */
    byte[] read(String path) {
        byte[] content = files.computeIfAbsent(path, this::load);
        return content == ABSENT ? null : content;
    }

    private byte[] load(String path) {
        URL entry = isInside(path) && isUnchanged() ? bundle.getEntry(ROOT + path) : null;
        if (entry == null || path.endsWith("/") || isFolder(path)) {
            return ABSENT;
        }
        try (InputStream in = entry.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + origin(path), e);
        }
    }

    private boolean isFolder(String path) {
        return bundle.getEntryPaths(ROOT + path + "/") != null;
    }

    /** Lists a folder, or gives null if it is none. */
    List<String> list(String path) {
        String prefix = path.isEmpty() ? ROOT : ROOT + path + "/";
        Enumeration<String> entries = isInside(path) && isUnchanged() ? bundle.getEntryPaths(prefix) : null;
        if (entries == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        Collections.list(entries).forEach(each -> names.add(each.substring(each.indexOf(prefix) + prefix.length())));
        return names.stream().sorted().toList();
    }

    private static boolean isInside(String path) {
        return !path.startsWith("/") && !List.of(path.split("/")).contains("..");
    }

    /** Says whether the bundle still is what it was: an update must not mix its files with the old ones. */
    private boolean isUnchanged() {
        return bundle.getState() != Bundle.UNINSTALLED && bundle.getLastModified() == revision;
    }

    String code(String path) {
        return codes.get(path);
    }

    void keepCode(String path, String code) {
        codes.putIfAbsent(path, code);
    }
}
