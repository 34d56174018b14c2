package org.clutch.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.itests.Clutch.Result;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** The archives: what they hold, and that it runs wherever it lies. */
public class DistributionIT {
    @ClassRule
    public static final UnpackedArchive ARCHIVE = new UnpackedArchive();

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    /** A folder of the user's own, shared by what may share it. */
    private static Path own;

    @BeforeClass
    public static void makeFolder() throws Exception {
        own = ARCHIVE.writableFolder();
    }

    @Test
    public void twoRunAtOnceFromAFolderThatNobodyCanWriteTo() throws Exception {
        Map<String, String> before = UnpackedArchive.listing(ARCHIVE.home());
        Path fresh = ARCHIVE.writableFolder();
        Path directory = ARCHIVE.writableFolder();
        String program = """
                import os, sys
                from concurrent import interpreters
                interp = interpreters.create()
                print(interp.call(max, 1, 2), os.getcwd(), flush=True)
                print(os.access(os.path.dirname(sys.executable), os.W_OK), flush=True)
                sys.stdin.read()
                interp.close()
                """;
        String[] words = {"--home", fresh.toString(), "-c", program};
        try (Clutch one = Clutch.start(ARCHIVE.command(directory, words));
                Clutch other = Clutch.start(ARCHIVE.command(directory, words))) {
            for (Clutch each : List.of(one, other)) {
                each.awaitLine("2 " + directory);
                each.awaitLine("False");
            }
            for (Clutch each : List.of(one, other)) {
                each.endInput();
                Result result = each.end();
                assertEquals("", result.err());
                assertEquals(0, result.status());
            }
        }
        assertEquals(before, UnpackedArchive.listing(ARCHIVE.home()));
        assertEquals(Set.of(), names(directory));
        assertEquals(Set.of("cache", "tmp"), names(fresh));
        assertEquals(Set.of(), names(fresh.resolve("tmp")));
    }

    @Test
    public void folderOfOnesOwnHasBundlesAndConfigurations() throws Exception {
        Path deploy = Files.createDirectory(own.resolve("deploy"));
        Files.copy(Path.of(System.getProperty("clutch.greeter")), deploy.resolve("greeter.jar"));
        Path config = Files.createDirectory(own.resolve("config"));
        Files.writeString(config.resolve("org.clutch.pool~render.cfg"), "max = 1\nspare = 0\n");
        // A process that the program starts has the same folder.
        Result result = ARCHIVE.run(own, "--home=.", "-c", """
                import subprocess, sys
                import greeter
                from clutch import pools
                print(greeter.greet("Ann"), pools.names(), flush=True)
                subprocess.run([sys.executable, "-c", "import greeter; print(greeter.greet('Bob'))"], check=True)
                """);
        assertEquals("", result.err());
        assertEquals("Hello, Ann! ['render']\nHello, Bob!\n", result.out());
    }

    @Test
    public void examplesRun() throws Exception {
        Result result = ARCHIVE.run(ARCHIVE.home(), "--home", own.toString(), "examples/hello.py");
        assertEquals(result.err(), 0, result.status());
        assertEquals(Set.of("from 1000000 on: 3636 primes", "from 1050000 on: 3580 primes"),
                Set.copyOf(result.out().lines().toList()));
        Path sources = Clutch.CHECKOUT.resolve("launcher/examples");
        assertEquals(names(sources).stream().filter(name -> name.endsWith(".py")).collect(Collectors.toSet()),
                names(ARCHIVE.home().resolve("examples")));
    }

    @Test
    public void zipHoldsTheSame() throws Exception {
        String top = ARCHIVE.home().getFileName().toString();
        Set<String> zipped = new TreeSet<>();
        try (FileSystem zip = FileSystems.newFileSystem(UnpackedArchive.archive("zip"),
                Map.of("enablePosixFileAttributes", true)); Stream<Path> all = Files.walk(zip.getPath(top))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                String name = zip.getPath(top).relativize(each).toString();
                zipped.add(name);
                Path unpacked = ARCHIVE.home().resolve(name);
                assertEquals(name, -1, Files.mismatch(each, unpacked));
                assertEquals(name, name.equals("bin/clutch") ? "rwxr-xr-x" : "rw-r--r--",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
                assertEquals(name, name.equals("bin/clutch"), Files.isExecutable(unpacked));
            }
        }
        try (Stream<Path> all = Files.walk(ARCHIVE.home())) {
            assertEquals(zipped, all.filter(Files::isRegularFile)
                    .map(each -> ARCHIVE.home().relativize(each).toString()).collect(Collectors.toSet()));
        }
    }

    /** The time of the build is nowhere in it, so the same sources give the same archive. */
    @Test
    public void allFilesHaveOneTime() throws Exception {
        try (Stream<Path> all = Files.walk(ARCHIVE.home())) {
            Set<String> times = all.filter(Files::isRegularFile).map(DistributionIT::time).collect(Collectors.toSet());
            assertEquals(times.toString(), 1, times.size());
        }
    }

    private static String time(Path file) {
        return file.toFile().lastModified() + "";
    }

    @Test
    public void linksOfAllPagesLeadSomewhere() throws Exception {
        Set<String> broken = new TreeSet<>();
        int links = 0;
        try (Stream<Path> all = Files.walk(ARCHIVE.home())) {
            for (Path page : all.filter(each -> each.toString().endsWith(".md")).toList()) {
                for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
                    if (!link.group(1).contains(":")) {
                        links++;
                        if (!Files.exists(page.resolveSibling(link.group(1)))) {
                            broken.add(ARCHIVE.home().relativize(page) + ": " + link.group(1));
                        }
                    }
                }
            }
        }
        assertEquals(Set.of(), broken);
        assertTrue("pages were found", links > 100);
        assertFalse("versions are filled in",
                Files.readString(ARCHIVE.home().resolve("README.md")).lines().findFirst().orElseThrow().contains("$"));
        assertArrayEquals(Files.readAllBytes(Clutch.CHECKOUT.resolve("LICENSE")),
                Files.readAllBytes(ARCHIVE.home().resolve("LICENSE")));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
