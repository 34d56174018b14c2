package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.clutch.itests.Clutch.Result;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The bundles in the Felix that Apache distributes, without the launcher, as the features' README says. */
public class PlainFelixIT {
    private static final Path HOME = Path.of(System.getProperty("clutch.home"));
    private static final Pattern RECIPE = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String HOW_TO_GET_THE_COMPILER = "Python runs without its JIT compiler, since the JVM lacks "
            + "-XX:+EnableJVMCI";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path directory;
    private Path clutch;

    @Before
    public void installBesideIt() throws Exception {
        directory = temporary.newFolder("with a blank").toPath();
        clutch = Files.createSymbolicLink(directory.resolve("clutch 1"), HOME);
        writeVisitor(directory.resolve("mine.jar"));
    }

    @Test
    public void bundlesRunWithTheFlags() throws Exception {
        Result result = run(recipes().get(0));
        assertEquals(result.err(), "interpreted: false\nanswer: 2.0\n", result.out());
        assertEquals("", result.err());
        assertEquals(0, result.status());
    }

    @Test
    public void bundlesRunWithoutTheFlagsAndTheReasonIsSaidOnce() throws Exception {
        Result result = run(recipes().get(1));
        assertEquals(result.err(), "interpreted: true\nanswer: 2.0\n", result.out());
        assertEquals(result.err(), 1, result.err().split(Pattern.quote(HOW_TO_GET_THE_COMPILER), -1).length - 1);
        assertEquals(0, result.status());
    }

    @Test
    public void bundlesAreThoseOfTheFeatureWithoutTheCommand() throws Exception {
        Set<String> feature = Pattern.compile("\"id\": \"[^:]+:([^:]+):([^:\"]+)\"")
                .matcher(Files.readString(HOME.resolve("features/clutch.feature.json"))).results()
                .map(id -> id.group(1) + "-" + id.group(2) + ".jar")
                // JLine is for the command's prompt.
                .filter(name -> !name.contains("command") && !name.startsWith("jline"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> plain = Pattern.compile("/bundles/([^\"]+)\"")
                .matcher(Files.readString(HOME.resolve("features/felix.properties"))).results()
                .map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(feature, plain);
        assertTrue(plain.toString(), plain.size() > 10);
    }

    private static List<String> recipes() throws IOException {
        List<String> recipes = RECIPE.matcher(Files.readString(Clutch.CHECKOUT.resolve("features/README.md")))
                .results().map(recipe -> recipe.group(1)).toList();
        assertEquals(2, recipes.size());
        return recipes;
    }

    private Result run(String recipe) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-euc", recipe).directory(directory.toFile());
        shell.environment().put("CLUTCH", clutch.toString());
        shell.environment().put("FELIX", Path.of("target/felix").toAbsolutePath().toString());
        shell.environment().merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        try (Clutch felix = Clutch.start(shell)) {
            felix.endInput();
            return felix.end();
        }
    }

    private static void writeVisitor(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "com.example.visitor");
        headers.putValue("Bundle-Activator", Visitor.class.getName());
        headers.putValue("Import-Package",
                "org.clutch.channel,org.clutch.interpreter,org.clutch.share,org.osgi.framework,"
                        + "org.osgi.util.tracker");
        String name = Visitor.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                InputStream content = Visitor.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            content.transferTo(jar);
        }
    }
}
