package org.clutch.loader.python;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.zip.ZipFile;
import org.apache.felix.fileinstall.ArtifactTransformer;
import org.osgi.service.component.annotations.Component;

/**
 * Tells of a jar that File Install finds and cannot read, such as one that was copied by half: File Install passes it over
 * in silence, and whoever imports a module of it would not know why there is none.
 */
@Component
public final class DamagedJarTransformer implements ArtifactTransformer {
    private static final Logger LOG = System.getLogger("org.clutch.loader.python");

    @Override
    public boolean canHandle(File artifact) {
        return artifact.isFile() && artifact.getName().endsWith(".jar") && reason(artifact) != null;
    }

    /** Gives null, since nothing can be made of it. */
    @Override
    public File transform(File artifact, File folder) {
        LOG.log(Level.ERROR,
                () -> artifact + " offers no modules: it is no jar (" + reason(artifact) + "); copy it once more");
        return null;
    }

    private static String reason(File jar) {
        try (ZipFile _ = new ZipFile(jar)) {
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
