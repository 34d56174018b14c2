package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of the README is what is compiled and tested here, and makes a bundle that Clutch finds. */
class ExampleTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final String PACKAGE = "com/example/frugal/";

    @ParameterizedTest
    @CsvSource({
            "src/main/java/com/example/frugal/FrugalTransport.java, src/test/java/com/example/frugal/FrugalTransport.java",
            "src/main/java/com/example/frugal/FrugalConduit.java, src/test/java/com/example/frugal/FrugalConduit.java",
            "src/test/java/com/example/frugal/FrugalTransportTest.java, src/test/java/com/example/frugal/FrugalTransportTest.java",
            "pom.xml, src/test/example/pom.xml"})
    void readmeShowsTheVeryFile(String shown, String compiled) throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));
        MatchResult block = Pattern
                .compile("\n`" + Pattern.quote(shown) + "` .*?\n\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL)
                .matcher(readme).results().findFirst().orElseThrow();
        assertEquals(Files.readString(FOLDER.resolve(compiled)).strip(), block.group(1).strip());
    }

    @Test
    void everyFileOfTheExampleIsShown() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));
        for (File file : FOLDER.resolve("src/test/java/" + PACKAGE).toFile().listFiles()) {
            assertTrue(readme.contains("java/" + PACKAGE + file.getName() + "`"), file::toString);
        }
    }

    /** What a stranger's build names is what this build uses. */
    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        String pom = Files.readString(FOLDER.resolve("src/test/example/pom.xml"));
        String ours = Files.readString(FOLDER.resolve("../../pom.xml"));
        for (String property : List.of("bnd.version", "osgi.component.version", "maven.compiler.release")) {
            String version = first(ours, "<" + property + ">(.*?)</");
            assertTrue(pom.contains(">" + version + "<"), () -> property + " " + version);
        }
        for (String plugin : List.of("maven-jar-plugin", "maven-compiler-plugin", "maven-surefire-plugin")) {
            String version = "<artifactId>" + plugin + "</artifactId>\\s*<version>(.*?)</version>";
            assertEquals(first(ours, version), first(pom, version), plugin);
        }
        assertEquals(first(ours, "<artifactId>clutch</artifactId>\\s*<version>(.*?)</version>"),
                first(pom, "<clutch.version>(.*?)</"));
    }

    private static String first(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
    }

    @Test
    void bundleOffersTheServiceAndImportsTheApi() throws Exception {
        String policy = first(Files.readString(FOLDER.resolve("src/test/example/pom.xml")), "<bnd>(.*?)</bnd>");
        try (Builder builder = new Builder()) {
            builder.setClasspath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(File::new).filter(File::exists).toArray(File[]::new));
            builder.setProperty("Bundle-SymbolicName", "com.example.frugal");
            builder.setProperty("Private-Package", "com.example.frugal");
            builder.setProperty(policy.substring(0, policy.indexOf(':')),
                    policy.substring(policy.indexOf(':') + 1).strip());
            Jar jar = builder.build();
            assertEquals(List.of(), builder.getErrors());
            String imports = jar.getManifest().getMainAttributes().getValue("Import-Package");
            assertTrue(
                    Pattern.compile("org\\.clutch\\.transport;version=\"\\[0\\.(\\d+),0\\.\\d+\\)\"").matcher(imports)
                            .find(),
                    imports);
            String component = new String(
                    jar.getResource("OSGI-INF/com.example.frugal.FrugalTransport.xml").openInputStream()
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertTrue(component.contains("<provide interface=\"org.clutch.transport.Transport\"/>"), component);
            assertTrue(component.contains("<property name=\"clutch.transport\" type=\"String\" value=\"frugal\"/>"),
                    component);
        }
    }
}
