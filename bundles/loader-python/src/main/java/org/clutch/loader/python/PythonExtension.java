package org.clutch.loader.python;

import java.util.List;
import org.clutch.extension.Extension;
import org.clutch.extension.ModuleInstance;
import org.clutch.extension.SourcesInstance;

/**
 * A module as one state of its bundle has it. Interpreters share the sources and the code, which do not change; each
 * executes the code itself, so modules are per interpreter, whatever is declared.
 */
record PythonExtension(String name, BundleSources sources) implements Extension {
    @Override
    public ModuleInstance instantiate() {
        return new Instance(name, sources);
    }

    @Override
    public void close() {
        // Nothing but memory is held.
    }

    private record Instance(String name, BundleSources sources) implements SourcesInstance {
        @Override
        public String origin(String path) {
            return sources.origin(path);
        }

        @Override
        public byte[] read(String path) {
            return sources.read(path);
        }

        @Override
        public List<String> list(String path) {
            return sources.list(path);
        }

        @Override
        public String code(String path) {
            return sources.code(path);
        }

        @Override
        public void keepCode(String path, String code) {
            sources.keepCode(path, code);
        }

        @Override
        public void close() {
            // Nothing but memory is held.
        }
    }
}
