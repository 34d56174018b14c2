package org.clutch.engine.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.graalvm.polyglot.Source;

/**
 * The Python modules inside this bundle, and their code once an interpreter has compiled it. Interpreters that race to
 * compile a module all keep equal code, so whichever comes first wins and nothing is lost.
 */
public final class PythonSources {
    private static final String ROOT = "/python/";
    /** Dotted name to path. */
    private static final Map<String, String> MODULES = byName(
            "_clutch/__init__.py",
            "_clutch/batches.py",
            "_clutch/beside.py",
            "_clutch/bytecode.py",
            "_clutch/calling.py",
            "_clutch/confinement.py",
            "_clutch/crossing.py",
            "_clutch/ending.py",
            "_clutch/environment.py",
            "_clutch/errors.py",
            "_clutch/frames.py",
            "_clutch/functions.py",
            "_clutch/futures.py",
            "_clutch/importing.py",
            "_clutch/libraries.py",
            "_clutch/mains.py",
            "_clutch/metadata.py",
            "_clutch/offender.py",
            "_clutch/options.py",
            "_clutch/program.py",
            "_clutch/proxies.py",
            "_clutch/resources.py",
            "_clutch/restrictions.py",
            "_clutch/runs.py",
            "_clutch/sharing.py",
            "_clutch/streams.py",
            "_clutch/target.py",
            "_clutch/tasks.py",
            "_clutch/texts.py",
            "_clutch/views.py",
            "_clutch/waits.py",
            "clutch/__init__.py",
            "clutch/channels.py",
            "clutch/extensions.py",
            "clutch/interpreters.py",
            "clutch/pools.py",
            "clutch/share.py",
            "clutch/shared/__init__.py",
            "clutch/shared/_arrays.py",
            "clutch/shared/_buffers.py",
            "clutch/shared/_layouts.py",
            "clutch/shared/_moves.py",
            "clutch/shared/_regions.py",
            "clutch/sync.py",
            "concurrent/futures/interpreter.py",
            "concurrent/interpreters/__init__.py",
            "concurrent/interpreters/_crossinterp.py",
            "concurrent/interpreters/_queues.py");

    private final Source bootstrap = Source.newBuilder(Contexts.PYTHON, read("bootstrap.py"), "<clutch bootstrap>")
            .internal(true).buildLiteral();
    private final Map<String, String> marshalled = new ConcurrentHashMap<>();

    Source bootstrap() {
        return bootstrap;
    }

    /** Names all modules. */
    public List<String> modules() {
        return List.copyOf(MODULES.keySet());
    }

    /** Names the top-level modules that every interpreter has: those of the standard library and these. */
    Set<String> moduleNames() {
        return Stream
                .concat(read("stdlib.txt").lines(), MODULES.keySet().stream().map(name -> name.replaceAll("\\..*", "")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Says what tracebacks call a module's file. */
    public String origin(String module) {
        return "<clutch>/" + path(module);
    }

    /** Says whether a module is a package. */
    public boolean isPackage(String module) {
        return path(module).endsWith("/__init__.py");
    }

    /** Gives a module's source text. */
    public String source(String module) {
        return read(path(module));
    }

    /** Gives a module's marshalled code, a byte in each character, or null if nobody has compiled it yet. */
    public String code(String module) {
        return marshalled.get(module);
    }

    /** Keeps a module's marshalled code for the interpreters to come, unless there is some. */
    public void keepCode(String module, String code) {
        marshalled.putIfAbsent(module, code);
    }

    private static Map<String, String> byName(String... paths) {
        return Stream.of(paths).collect(Collectors.toUnmodifiableMap(
                path -> path.replaceAll("(/__init__)?\\.py$", "").replace('/', '.'), path -> path));
    }

    private static String path(String module) {
        String path = MODULES.get(module);
        if (path == null) {
            throw new IllegalArgumentException("no module " + module + " in this bundle");
        }
        return path;
    }

    private static String read(String path) {
        try (InputStream in = PythonSources.class.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks its resource " + ROOT + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
