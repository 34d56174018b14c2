package org.clutch.loader.nativecode;

import java.nio.file.Path;
import org.clutch.extension.Extension;
import org.clutch.extension.ModuleInstance;
import org.clutch.extension.NativeInstance;

/** A module as one state of its bundle has it, unpacked into a folder. What is per interpreter the engine makes. */
record NativeExtension(String name, Path folder) implements Extension {
    @Override
    public ModuleInstance instantiate() {
        return new Instance(name, folder);
    }

    @Override
    public void close() {
        // Interpreters that have imported some of it may import more: the folder goes with the bundle.
    }

    private record Instance(String name, Path folder) implements NativeInstance {
        @Override
        public void close() {
            // Native code cannot be taken back.
        }
    }
}
