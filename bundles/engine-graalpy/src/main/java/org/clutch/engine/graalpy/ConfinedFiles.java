package org.clutch.engine.graalpy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clutch.interpreter.InterpreterSpec;
import org.graalvm.polyglot.io.FileSystem;

/**
 * The files of a confined interpreter: some folders, read only. A path counts by where it leads in the end, so a symbolic
 * link inside that points outside leads nowhere. The language's own files are let in by the engine before they get here.
 */
final class ConfinedFiles implements FileSystem {
    private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final FileSystem files = FileSystem.newReadOnlyFileSystem(FileSystem.newDefaultFileSystem());
    private final List<Path> roots = new ArrayList<>();

    ConfinedFiles(InterpreterSpec spec) {
        spec.pythonPath().forEach(this::admit);
        spec.readable().forEach(this::admit);
    }

    private void admit(Path folder) {
        try {
            roots.add(folder.toRealPath());
        } catch (IOException e) {
            // It does not exist, so there is nothing to read.
        }
    }

    private Path checked(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            // What does not exist may be said not to exist where the code may look, and nowhere else.
            if (roots.stream().anyMatch(absolute::startsWith) && realParentIsInside(absolute)) {
                throw e;
            }
            throw new AccessDeniedException(path.toString());
        }
        if (roots.stream().noneMatch(real::startsWith)) {
            throw new AccessDeniedException(path.toString());
        }
        return real;
    }

    private boolean realParentIsInside(Path absolute) {
        for (Path parent = absolute.getParent(); parent != null; parent = parent.getParent()) {
            try {
                Path real = parent.toRealPath();
                return roots.stream().anyMatch(real::startsWith);
            } catch (IOException e) {
                // One further up, then.
            }
        }
        return false;
    }

    @Override
    public Path parsePath(URI uri) {
        return files.parsePath(uri);
    }

    @Override
    public Path parsePath(String path) {
        return files.parsePath(path);
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... linkOptions) throws IOException {
        files.checkAccess(checked(path), modes, linkOptions);
    }

    @Override
    public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
        throw new AccessDeniedException(dir.toString());
    }

    @Override
    public void delete(Path path) throws IOException {
        throw new AccessDeniedException(path.toString());
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs)
            throws IOException {
        if (!READING.containsAll(options)) {
            throw new AccessDeniedException(path.toString());
        }
        return files.newByteChannel(checked(path), options, attrs);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        return files.newDirectoryStream(checked(dir), filter);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return files.toAbsolutePath(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... linkOptions) throws IOException {
        checked(path);
        return files.toRealPath(path, linkOptions);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return files.readAttributes(checked(path), attributes, options);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        checked(link);
        return files.readSymbolicLink(link);
    }
}
