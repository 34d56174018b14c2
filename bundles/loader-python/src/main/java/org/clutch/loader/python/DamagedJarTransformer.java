package org.clutch.loader.python;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.felix.fileinstall.ArtifactTransformer;
import org.osgi.service.component.annotations.Component;

/**
 * Tells of a jar that File Install finds and that is not what somebody made, such as one that was copied by half: File Install
 * passes it over in silence, or, if a byte inside is wrong, the framework says much and nothing of the file. File Install asks
 * here before it looks for itself, in a thread of each folder.
 */
@Component
public final class DamagedJarTransformer implements ArtifactTransformer {
    private static final Logger LOG = System.getLogger("org.clutch.loader.python");

    /** What was found when a file was read to its end. */
    private record Finding(long time, long length, String reason) {}

    /** File Install asks again and again about a jar that is no bundle. */
    private final Map<File, Finding> findings = new ConcurrentHashMap<>();

    @Override
    public boolean canHandle(File artifact) {
        return artifact.isFile() && artifact.getName().endsWith(".jar") && find(artifact).reason != null;
    }

    /** Gives null, since nothing can be made of it. */
    @Override
    public File transform(File artifact, File folder) {
        LOG.log(Level.ERROR,
                () -> artifact + " offers no modules: " + find(artifact).reason + "; copy it once more");
        return null;
    }

    private Finding find(File jar) {
        findings.keySet().removeIf(each -> !each.exists());
        return findings.compute(jar, (_, known) -> {
            long time = jar.lastModified();
            long length = jar.length();
            return known != null && known.time == time && known.length == length
                    ? known
                    : new Finding(time, length, reason(jar));
        });
    }

    private static String reason(File jar) {
        try (ZipFile zip = new ZipFile(jar)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (isDamaged(zip, entry)) {
                    return "it is damaged (" + entry.getName() + " has not the checksum that it should have)";
                }
            }
            return null;
        } catch (IOException | IllegalArgumentException e) {
            return "it is no jar (" + e.getMessage() + ")";
        }
    }

    private static boolean isDamaged(ZipFile zip, ZipEntry entry) {
        CRC32 checksum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
            in.transferTo(OutputStream.nullOutputStream());
            return entry.getCrc() >= 0 && entry.getCrc() != checksum.getValue();
        } catch (IOException e) {
            // What is compressed cannot be unpacked.
            return true;
        }
    }
}
