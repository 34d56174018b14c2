package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.clutch.itests.Clutch.Result;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The commands of all pages do what the pages say, in a folder that looks like the sources. */
public class ReadmeIT {
    private static final String MANIFEST = "Manifest-Version";
    private static final Set<String> EXAMPLES = Set.of("itests/extensions/counter/README.md",
            "itests/extensions/depot/README.md", "itests/extensions/greeter/README.md",
            "itests/extensions/till/README.md", "itests/extensions/words/README.md");
    private static final Set<String> OTHERS = Set.of("README.md", "bundles/core/README.md",
            "bundles/loader-java/README.md", "bundles/loader-native/README.md", "bundles/loader-python/README.md",
            "bundles/log/README.md", "launcher/README.md", "launcher/distribution/src/installation/README.md");
    /** Its port may be in use here, and there may be no nc: RemoteShellIT does the same. */
    private static final String NOT_HERE = "bundles/shell/README.md";

    @Rule
    public final Timeout timeout = new Timeout(300, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path scratch;

    @Before
    public void linkSources() throws IOException {
        scratch = temporary.getRoot().toPath();
        for (String part : List.of("bundles", "config", "features", "itests", "launcher")) {
            Files.createSymbolicLink(scratch.resolve(part), Clutch.CHECKOUT.resolve(part));
        }
        for (String own : List.of("home", "tmp", "folder")) {
            Files.createDirectory(scratch.resolve(own));
        }
    }

    @Test
    public void eachPageWithCommandsIsHere() throws Exception {
        Set<String> pages = new TreeSet<>(OTHERS);
        pages.addAll(EXAMPLES);
        pages.add(NOT_HERE);
        assertEquals(pages, Document.withCommands());
    }

    @Test
    public void commandsForEachTask() throws Exception {
        // LauncherIT runs the long example on a part of the library.
        run("README.md", each -> !each.contains("stdlib_census"));
    }

    @Test
    public void examples() throws Exception {
        write("script.py", page("itests/extensions/depot/README.md").block("import depot"));
        for (String each : EXAMPLES) {
            run(each);
        }
    }

    @Test
    public void tutorialForJava() throws Exception {
        Files.createSymbolicLink(scratch.resolve("target"),
                Clutch.CHECKOUT.resolve("itests/extensions/counter/target"));
        write("script.py", page("bundles/loader-java/README.md").block("import counter"));
        String out = run("bundles/loader-java/README.md");
        assertTrue(out, out.startsWith("1 6\n"));
        assertTrue(out, out.contains("Add to the total, and return it."));
    }

    @Test
    public void tutorialForPython() throws Exception {
        write("MANIFEST.MF", page("bundles/loader-python/README.md").block(MANIFEST));
        write("python/toolbox/__init__.py", "kind = 'jar'\n");
        Files.createDirectory(scratch.resolve("deploy"));
        String wheel = "toolbox-1.2-py3-none-any.whl";
        Files.write(scratch.resolve(wheel), Wheel.of("toolbox", "toolbox/__init__.py", "kind = 'wheel'\n"));
        run("bundles/loader-python/README.md");
        String importing = "launcher/clutch --deploy deploy -c 'import toolbox; print(toolbox.kind)'";
        assertEquals("wheel\n", run(List.of(importing)));
        Files.delete(scratch.resolve("deploy").resolve(wheel));
        assertEquals("jar\n", run(List.of(importing)));
    }

    @Test
    public void tutorialForC() throws Exception {
        assumeTrue("skipped: no C compiler (gcc) is on the PATH",
                CCompiler.isThere() || "required".equals(System.getProperty("clutch.compiler")));
        write("MANIFEST.MF", page("bundles/loader-native/README.md").block(MANIFEST));
        run("bundles/loader-native/README.md");
    }

    @Test
    public void optionsOfTheLauncher() throws Exception {
        write("script.py", "import sys; print(sys.argv[1:])\n");
        write("logging.properties", Pattern.compile("`([\\w.]+ = \\w[\\w.]*)`")
                .matcher(page("launcher/README.md").text()).results().map(each -> each.group(1))
                .filter(each -> each.startsWith("java.util.logging") || each.startsWith("handlers")
                        || each.startsWith("org.clutch"))
                .collect(Collectors.joining("\n")));
        // OptimizeIT has a home of its own for what that makes, and ServeIT ends what stays.
        String out = run("launcher/README.md", each -> !each.contains("--optimize") && !each.endsWith("&"));
        assertTrue(out, out.startsWith("['arguments']\n[]\n"));
        assertTrue(out, out.contains("FINE: "));
        assertTrue(out, out.endsWith("[]\n"));
    }

    @Test
    public void recordingHasTheEvents() throws Exception {
        write("script.py", "print('recorded')\n");
        run("bundles/core/README.md");
        List<RecordedEvent> events = RecordingFile.readAllEvents(scratch.resolve("run.jfr"));
        assertTrue(events.stream().anyMatch(each -> each.getEventType().getName().equals("org.clutch.Run")));
    }

    @Test
    public void logService() throws Exception {
        run("bundles/log/README.md");
    }

    @Test
    public void firstStepsInAnArchive() throws Exception {
        Path home = Path.of(System.getProperty("clutch.home"));
        for (String part : List.of("bin", "examples")) {
            Files.createSymbolicLink(scratch.resolve(part), home.resolve(part));
        }
        String out = run("launcher/distribution/src/installation/README.md");
        assertTrue(out, out.contains("from 1000000 on: 3636 primes"));
        assertTrue(out, out.contains("--deploy"));
    }

    private static Document page(String name) throws IOException {
        return Document.read(Clutch.CHECKOUT.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Path file = scratch.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String run(String page) throws Exception {
        return run(page, _ -> true);
    }

    /** Runs the commands of a page as one script, and looks for what they say that they print, in their order. */
    private String run(String page, Predicate<String> wanted) throws Exception {
        List<String> commands = page(page).commands().stream().filter(wanted).toList();
        String out = run(commands);
        int from = 0;
        for (String each : Document.promised(commands)) {
            int found = out.indexOf(each, from);
            assertTrue(page + ": '" + each + "' in " + out, found >= 0);
            from = found + each.length();
        }
        return out;
    }

    private String run(List<String> commands) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-euc", String.join("\n", commands))
                .directory(scratch.toFile()).redirectErrorStream(true);
        // Python's library is unpacked already.
        shell.environment().putIfAbsent("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        shell.environment().put("HOME", scratch.resolve("home").toString());
        shell.environment().put("TMPDIR", scratch.resolve("tmp").toString());
        shell.environment().put("folder", scratch.resolve("folder").toString());
        shell.environment().merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        try (Clutch script = Clutch.start(shell)) {
            script.endInput();
            Result result = script.end();
            assertEquals(result.out(), 0, result.status());
            return result.out();
        }
    }
}
