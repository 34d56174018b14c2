package org.clutch.engine.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Source;

/**
 * The Python modules inside this bundle, and their code once an interpreter has compiled it. Interpreters that race to
 * compile a module all keep equal code, so whichever comes last wins and nothing is lost.
 */
public final class PythonSources {
    private static final String ROOT = "/python/";
    /** Dotted name to path. */
    private static final Map<String, String> MODULES = Map.of("_clutch", "_clutch/__init__.py", "_clutch.bytecode",
            "_clutch/bytecode.py", "_clutch.calling", "_clutch/calling.py", "_clutch.crossing", "_clutch/crossing.py",
            "_clutch.proxies", "_clutch/proxies.py",
            "_clutch.sharing", "_clutch/sharing.py", "_clutch.target", "_clutch/target.py", "concurrent.interpreters",
            "concurrent/interpreters/__init__.py",
            "concurrent.interpreters._crossinterp", "concurrent/interpreters/_crossinterp.py",
            "concurrent.interpreters._queues", "concurrent/interpreters/_queues.py");

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

    /** Keeps a module's marshalled code for the interpreters to come. */
    public void keepCode(String module, String code) {
        marshalled.put(module, code);
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
