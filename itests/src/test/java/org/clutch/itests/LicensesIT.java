package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The table of licences in the distribution: one row for each jar of others, each with a text. */
public class LicensesIT {
    private static final Path HOME = Path.of(System.getProperty("clutch.home"));
    private static final Path LICENSES = HOME.resolve("licenses");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (\\S+) \\| ([^|]+) \\| (.+) \\|");
    private static final Pattern TEXT = Pattern.compile("\\[([^]]+)]\\(\\1\\)");

    private record Row(String license, Set<String> texts) {}

    @Test
    public void eachJarHasARowAndEachRowAJar() throws Exception {
        Set<String> jars = new TreeSet<>();
        for (Path jar : jars()) {
            jars.add(HOME.relativize(jar).toString());
        }
        assertEquals(jars, rows().keySet());
        assertTrue(jars.toString(), jars.size() > 30);
    }

    @Test
    public void eachTextIsThereAndBelongsToARow() throws Exception {
        Set<String> named = new TreeSet<>();
        rows().values().forEach(row -> named.addAll(row.texts));
        try (Stream<Path> all = Files.list(LICENSES)) {
            Set<String> present = all.filter(LicensesIT::hasText).map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals("README.md")).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(named, present);
        }
    }

    /** What a jar says of itself in its manifest is what the table says of it. */
    @Test
    public void rowsAgreeWithTheJars() throws Exception {
        Map<String, Row> rows = rows();
        Map<String, String> known = Map.of("apache", "Apache-2.0", "epl-2.0", "EPL-2.0", "BSD-3-Clause",
                "BSD-3-Clause");
        int agreed = 0;
        for (Path path : jars()) {
            try (JarFile jar = new JarFile(path.toFile())) {
                String says = jar.getManifest().getMainAttributes().getValue("Bundle-License");
                if (says != null) {
                    String license = rows.get(HOME.relativize(path).toString()).license;
                    assertTrue(path + " says " + says + ", the table " + license, known.entrySet().stream().anyMatch(
                            each -> says.toLowerCase().contains(each.getKey().toLowerCase())
                                    && license.contains(each.getValue())));
                    agreed++;
                }
            }
        }
        assertTrue("jars that say it: " + agreed, agreed > 15);
    }

    private static Iterable<Path> jars() throws IOException {
        try (Stream<Path> lib = Files.walk(HOME.resolve("lib"));
                Stream<Path> bundles = Files.walk(HOME.resolve("bundles"))) {
            return Stream.concat(lib, bundles).filter(each -> each.toString().endsWith(".jar"))
                    .filter(each -> !each.getFileName().toString().startsWith("org.clutch.")).toList();
        }
    }

    private static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(LICENSES.resolve("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> texts = TEXT.matcher(row.group(4)).results().map(text -> text.group(1))
                        .collect(Collectors.toSet());
                assertTrue(line, !texts.isEmpty());
                rows.put(row.group(1) + "-" + row.group(2) + ".jar", new Row(row.group(3), texts));
            }
        }
        return rows;
    }

    private static boolean hasText(Path file) {
        try {
            return Files.size(file) > 500;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
