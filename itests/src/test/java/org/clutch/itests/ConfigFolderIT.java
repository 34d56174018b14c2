package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The folder of configurations, as the command follows it, and the one that is shipped. */
public class ConfigFolderIT {
    private static final Path HOME = Clutch.CHECKOUT.resolve("launcher/distribution/target/clutch");

    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void filesMakeChangeAndRemovePoolsWhileAScriptRuns() throws Exception {
        Path folder = temporary.getRoot().toPath();
        Files.writeString(folder.resolve("org.clutch.pool~render.cfg"), "max = 2\nspare = 0\nreset = keep\n");
        Result result = Clutch.run("", "--config", folder.toString(),
                Clutch.CHECKOUT.resolve("itests/src/test/resources/python/pools/follow_folder.py").toString(),
                folder.toString());
        assertEquals(result.err(),
                """
                        at the start: render
                        at most 2
                        the same interpreter: True
                        after a wrong value at most 3 and the same: True
                        there is no pool 'render' any more: its configuration org.clutch.pool~render was removed, or its bundle \
                        stopped
                        """,
                result.out());
        assertTrue(result.err(), result.err().contains("org.clutch.pool~render: max = -5 is wrong, allowed is a whole "
                + "number in 0 to 1000; the pool stays as it was"));
        assertEquals(result.err(), 2, result.err().lines().count());
        assertEquals(0, result.status());
    }

    /** Links a home that differs from the built one in its configurations only. */
    private Path commandWithItsOwnConfig() throws IOException {
        Path home = temporary.getRoot().toPath();
        for (String part : List.of("bundles", "features", "lib")) {
            Files.createSymbolicLink(home.resolve(part), HOME.resolve(part));
        }
        Path config = Files.createDirectory(home.resolve("config"));
        try (Stream<Path> all = Files.list(HOME.resolve("config"))) {
            for (Path each : all.toList()) {
                Files.copy(each, config.resolve(each.getFileName()));
            }
        }
        return Files.copy(HOME.resolve("bin/clutch"), Files.createDirectory(home.resolve("bin")).resolve("clutch"));
    }

    @Test
    public void shippedFolderConfiguresNothingAndIsFollowed() throws Exception {
        Path command = commandWithItsOwnConfig();
        Path script = Clutch.script("""
                import pathlib, sys, time
                from clutch import pools, shared

                assert pools.names() == [], pools.names()
                shared.Buffer(2 << 20).close()
                regions = pathlib.Path(sys.argv[1]) / "org.clutch.regions.cfg"
                comments = regions.read_text()

                def write(text):
                    begun = regions.with_name("begun")
                    begun.write_text(text)
                    begun.rename(regions)

                write(comments.replace("#limitMebibytes = 0", "limitMebibytes = 1"))

                def refused():
                    try:
                        shared.Buffer(2 << 20).close()
                    except MemoryError:
                        return True

                while not refused():
                    time.sleep(0)
                write(comments)
                while refused():
                    time.sleep(0)
                print("done")
                """);
        Path config = command.getParent().resolveSibling("config");
        Result result = Clutch.runAs(command, script.toString(), config.toString());
        assertEquals("", result.err());
        assertEquals("done\n", result.out());
    }

    @Test
    public void whatNobodyUnderstandsIsToldWithWhatWasMeantAndTheRestHolds() throws Exception {
        Path folder = temporary.getRoot().toPath();
        Files.writeString(folder.resolve("org.clutch.pool~render.cfg"), "max = 2\nspare = 0\nmaxx = 3\n");
        Files.writeString(folder.resolve("org.clutch.pol~x.cfg"), "max = 2\n");
        Files.writeString(folder.resolve("org.clutch.interpreters.cfg"), "spares = many\n");
        Files.writeString(folder.resolve("org.clutch.regions.cfg"), "# a comment\nlimitMebibytes = \\u1\n");
        Result result = Clutch.run("", "--config", folder.toString(), "-c", """
                from clutch import pools
                from concurrent import interpreters
                interpreters.create().close()
                print(pools.names(), pools.get("render").statistics().max)
                """);
        assertEquals(result.err(), "['render'] 2\n", result.out());
        for (String told : List.of("org.clutch.pool~render.cfg: unknown key 'maxx', did you mean 'max'?",
                "org.clutch.pol~x.cfg: unknown configuration 'org.clutch.pol', did you mean 'org.clutch.pool'?",
                "org.clutch.interpreters.cfg: spares = many is no whole number, so it is 2",
                "org.clutch.regions stays as it was: cannot read " + folder.resolve("org.clutch.regions.cfg")
                        + ", line 2: \\u needs four hexadecimal digits; write \\\\ for a backslash")) {
            assertTrue(told + ": " + result.err(), result.err().contains(told));
        }
        assertEquals(result.err(), 8, result.err().lines().count());
    }

    @Test
    public void printedConfigurationIsWhatHoldsAndCanBeReadAgain() throws Exception {
        Path folder = temporary.getRoot().toPath();
        Files.writeString(folder.resolve("org.clutch.pool~render.cfg"),
                "max = 2\nspare = 0\npythonPath = " + folder + "\n");
        Result first = Clutch.run("", "--config", folder.toString(), "--print-config");
        assertEquals("", first.err());
        String printed = first.out();
        assertTrue(printed, printed.contains("# ==== org.clutch.pool~render.cfg: its file says"));
        assertTrue(printed, printed.contains("\nmax = 2\n") && printed.contains("\n#min = 0\n"));
        assertTrue(printed, printed.contains("# ==== org.clutch.interpreters.cfg: a feature says")
                && printed.contains("\nspares = 2\n"));
        assertTrue(printed, printed.contains("# ==== org.clutch.extension~NAME.cfg: not there"));
        Files.writeString(folder.resolve("org.clutch.pool~render.cfg"), printed.substring(
                printed.indexOf("# ==== org.clutch.pool~render.cfg"),
                printed.indexOf("# ==== org.clutch.regions.cfg")));
        assertEquals(printed, Clutch.run("", "--config", folder.toString(), "--print-config").out());
    }

    @Test
    public void folderThatIsNotThereIsNamed() throws Exception {
        Result nowhere = Clutch.run("", "--config=" + temporary.getRoot() + "/none", "-c", "1");
        assertEquals("clutch: there is no folder " + temporary.getRoot() + "/none to configure from\n", nowhere.err());
        assertEquals(1, nowhere.status());
    }

    @Test
    public void shippedFilesNameEachKeyWithItsDefault() throws Exception {
        Map<String, Map<String, String>> described = new TreeMap<>();
        try (Stream<Path> jars = Files.list(HOME.resolve("bundles"))) {
            for (Path jar : jars.filter(it -> it.getFileName().toString().startsWith("org.clutch.")).toList()) {
                described.putAll(metatypes(jar));
            }
        }
        assertEquals(described, shipped());
    }

    private static Map<String, Map<String, String>> shipped() throws IOException {
        Map<String, Map<String, String>> shipped = new TreeMap<>();
        try (Stream<Path> all = Files.list(Clutch.CHECKOUT.resolve("config"))) {
            for (Path file : all.filter(it -> it.toString().endsWith(".cfg")).toList()) {
                Map<String, String> keys = new TreeMap<>();
                for (String line : Files.readAllLines(file)) {
                    assertTrue(line, line.isEmpty() || line.startsWith("#"));
                    if (line.matches("#\\w.*=.*")) {
                        String[] pair = line.substring(1).split("=", 2);
                        keys.put(pair[0].strip(), pair[1].strip());
                    }
                }
                shipped.put(file.getFileName().toString().replaceAll("(~example)?\\.cfg", ""), keys);
            }
        }
        return shipped;
    }

    private static Map<String, Map<String, String>> metatypes(Path jar) throws Exception {
        Map<String, Map<String, String>> found = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().filter(it -> it.getName().matches("OSGI-INF/metatype/.*\\.xml"))
                    .toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
                    Element designate = (Element) xml.getElementsByTagName("Designate").item(0);
                    String pid = designate.getAttribute("pid");
                    found.put(pid.isEmpty() ? designate.getAttribute("factoryPid") : pid, defaults(xml));
                }
            }
        }
        return found;
    }

    private static Map<String, String> defaults(Document xml) {
        Map<String, String> keys = new TreeMap<>();
        NodeList attributes = xml.getElementsByTagName("AD");
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            // A backslash keeps blanks and commas, says the specification of Metatype.
            keys.put(attribute.getAttribute("id"), attribute.getAttribute("default").replaceAll("\\\\(.)", "$1"));
        }
        return keys;
    }
}
