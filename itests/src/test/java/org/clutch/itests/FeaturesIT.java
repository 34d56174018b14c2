package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which features are installed: smaller cuts, and those of a user. */
public class FeaturesIT {
    private static final String GREETING = "import greeter; print(greeter.greet('Ann'))";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void minimalCutHasInterpretersAndQueuesAndSaysWhatItLacks() throws Exception {
        Result result = Clutch.run("", "--feature", "clutch-minimal", "-c", """
                from concurrent import interpreters
                from clutch import channels, pools

                queue = interpreters.create_queue()
                interp = interpreters.create()
                interp.prepare_main(queue=queue)
                interp.exec("queue.put(('hello', 42))")
                print(queue.get())
                interp.close()
                for lacking in lambda: channels.create("rendezvous"), lambda: pools.get("render"):
                    try:
                        lacking()
                    except (channels.TransportNotFoundError, pools.PoolNotFoundError) as e:
                        print(e)
                """);
        assertEquals("", result.err());
        assertEquals("""
                ('hello', 42)
                there is no transport 'rendezvous'; there are queue
                there is no pool 'render', there are: none
                """, result.out());
    }

    @Test
    public void shellComesToTheMinimalCut() throws Exception {
        Result result = Clutch.run("lb -s\npools\ncreate render\ncall 1 math:sqrt 2.25\n", "--feature=clutch-minimal",
                "--shell");
        assertEquals(result.out(), 0, result.status());
        assertTrue(result.out(), result.out().contains("1.5\n"));
        assertEquals(Set.of("api", "command", "core", "engine.graalpy", "shell", "transport.queue"),
                Pattern.compile("org\\.clutch\\.([a-z.]+)").matcher(result.out()).results().map(name -> name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    public void fileOfOnesOwnFindsItsBundlesBesideIt() throws Exception {
        Path folder = temporary.newFolder("of my own").toPath();
        Result result = Clutch.run("", "--feature", writeGreeting(folder, folder).toString(), "-c", GREETING);
        assertEquals("", result.err());
        assertEquals("Hello, Ann!\n", result.out());
    }

    @Test
    public void nameOfOnesOwnFindsItsBundlesInTheHomeFolder() throws Exception {
        Path own = temporary.newFolder().toPath();
        writeGreeting(Files.createDirectory(own.resolve("features")), Files.createDirectory(own.resolve("bundles")));
        Result result = Clutch.run("", "--home", own.toString(), "--feature", "greeting", "-c",
                GREETING + "\nfrom clutch import pools; print(pools.names())");
        assertEquals("", result.err());
        assertEquals("Hello, Ann!\n['greeters']\n", result.out());
    }

    private static Path writeGreeting(Path features, Path bundles) throws IOException {
        Files.copy(Path.of(System.getProperty("clutch.greeter")), bundles.resolve("greeter-1.0.jar"));
        return Files.writeString(features.resolve("greeting.feature.json"), """
                {
                  "id": "com.example:greeting:1.0",
                  "bundles": [{"id": "com.example:greeter:1.0", "bundleStartLevel": 3}],
                  "configurations": {"org.clutch.pool~greeters": {"max:Integer": 1, "spare:Integer": 0}}
                }
                """);
    }

    @Test
    public void bundleThatIsNowhereIsNamedWithAllFolders() throws Exception {
        Path file = writeGreeting(temporary.getRoot().toPath(), temporary.getRoot().toPath());
        Files.delete(temporary.getRoot().toPath().resolve("greeter-1.0.jar"));
        Result result = Clutch.run("", "--feature", file.toString(), "-c", GREETING);
        String home = System.getProperty("clutch.home");
        assertEquals("clutch: bundle com.example:greeter:1.0 is missing: there is no file greeter-1.0.jar in " + home
                + "/bundles, " + temporary.getRoot() + ", " + temporary.getRoot() + "/bundles\n", result.err());
        assertEquals(1, result.status());
    }

    @Test
    public void featureThatIsNowhereIsNamedWithThoseThatAreThere() throws Exception {
        Result result = Clutch.run("", "--feature", "nosuch", "-c", "");
        assertEquals(
                "clutch: there is no feature nosuch; there are clutch, clutch-minimal, clutch-remote-shell, "
                        + "clutch-shell, deploy, jmx, log, pools, serve, trace in " + System.getProperty("clutch.home")
                        + "/features\n",
                result.err());
        assertEquals(1, result.status());
    }
}
