package org.clutch.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.clutch.itests.Clutch.Result;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** The archive, unpacked into a folder that nobody can write to, and a user to whom that applies. */
final class UnpackedArchive extends ExternalResource {
    private static final String VERSION = System.getProperty("clutch.version");
    /** The user without rights and files. */
    private static final String NOBODY = "65534";

    private final TemporaryFolder temporary = new TemporaryFolder();

    static Path archive(String type) {
        return Clutch.CHECKOUT.resolve("launcher/target/clutch-" + VERSION + "." + type);
    }

    Path home() {
        return temporary.getRoot().toPath().resolve("some place/clutch-" + VERSION);
    }

    @Override
    protected void before() throws Throwable {
        temporary.create();
        Path place = temporary.newFolder("some place").toPath();
        run("tar", "-xzf", archive("tar.gz").toString(), "-C", place.toString());
        run("chmod", "755", temporary.getRoot().toString());
        run("chmod", "-R", "a-w", place.toString());
    }

    @Override
    protected void after() {
        try {
            run("chmod", "-R", "u+w", temporary.getRoot().toString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        temporary.delete();
    }

    /** Makes a folder that the user can write to. */
    Path writableFolder() throws Exception {
        Path folder = temporary.newFolder().toPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        return folder;
    }

    /** Prepares the command as that user, in a working directory, without any other place to write to. */
    ProcessBuilder command(Path directory, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // To root everything is writable.
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.add(home().resolve("bin/clutch").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("HOME", home().toString());
        builder.environment().keySet().removeAll(List.of("XDG_CACHE_HOME", "CLUTCH_HOME", "CLUTCH_JAVA_OPTS"));
        return builder;
    }

    /** Runs the command to the end. */
    Result run(Path directory, String... words) throws Exception {
        try (Clutch clutch = Clutch.start(command(directory, words))) {
            clutch.endInput();
            return clutch.end();
        }
    }

    /** Lists all that is in a folder, with sizes and times. */
    static Map<String, String> listing(Path folder) throws IOException {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                BasicFileAttributes attributes = Files.readAttributes(each, BasicFileAttributes.class,
                        LinkOption.NOFOLLOW_LINKS);
                listing.put(folder.relativize(each).toString(),
                        attributes.size() + " " + attributes.lastModifiedTime());
            }
        }
        return listing;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(String.join(" ", command), 0, process.waitFor());
    }
}
