package org.clutch.extension;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A module with native libraries: a library {@code NAME.so}, with whatever suffix the engine wants, or a folder {@code NAME}
 * of libraries and Python sources. It lies in the file system, from where operating systems load libraries; the engine loads
 * a copy of each library in each interpreter. Native code cannot be taken back: what an interpreter has imported it keeps
 * until it ends, whatever becomes of the bundle.
 */
@ConsumerType
public non-sealed interface NativeInstance extends ModuleInstance {
    /**
     * Says where the module lies. The folder may be written to, since copies of libraries go beside them, and stays as long as
     * an interpreter may import more of the module.
     *
     * @return an absolute path
     */
    Path folder();
}
