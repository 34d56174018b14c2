package org.clutch.loader.python;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.apache.felix.fileinstall.ArtifactTransformer;
import org.osgi.service.component.annotations.Component;

/**
 * Makes bundles of the wheels that File Install finds in its folders. Where there is no File Install, nobody asks for this
 * service, and its class is never loaded. File Install calls in a thread of each folder.
 */
@Component
public final class WheelTransformer implements ArtifactTransformer {
    private static final Logger LOG = System.getLogger("org.clutch.loader.python");
    private static final String SUFFIX = ".whl";

    @Override
    public boolean canHandle(File artifact) {
        return artifact.getName().endsWith(SUFFIX);
    }

    /** Gives the bundle, or null if the wheel is none, which the log tells. */
    @Override
    public File transform(File artifact, File folder) {
        String name = artifact.getName();
        Path jar = folder.toPath().resolve(name.substring(0, name.length() - SUFFIX.length()) + ".jar");
        try {
            Wheel.read(artifact.toPath()).writeBundle(jar);
            return jar.toFile();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.ERROR, () -> artifact + " offers no modules: " + e.getMessage());
            return null;
        }
    }
}
