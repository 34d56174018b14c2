package org.clutch.itests.stress.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.itests.stress.Effort;
import org.clutch.itests.stress.TransportUnderTest;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs tests of jcstress, each in JVMs of its own: the java of this JVM, with the class path of this JVM. So does jcstress
 * itself, since it keeps the flags of its first run for all that follow in one JVM, the transport among them. The report is
 * {@code target/jcstress/REPORT/index.html}, where the report of a transport has its name; what it prints is beside it.
 */
final class Jcstress {
    private final Collection<TestResult> results;

    private Jcstress(Collection<TestResult> results) {
        this.results = results;
    }

    /**
     * Runs tests of conduits.
     *
     * @param transport on which transport
     * @param tests the tests, or the classes in which they are
     */
    static Jcstress run(TransportUnderTest transport, Class<?>... tests) throws Exception {
        return run(transport.name().toLowerCase(Locale.ROOT),
                List.of("-jvmArgs", "-D" + TransportUnderTest.PROPERTY + "=" + transport), tests);
    }

    /**
     * Runs tests of what needs no transport.
     *
     * @param report the folder of their report
     * @param tests the tests, or the classes in which they are
     */
    static Jcstress run(String report, Class<?>... tests) throws Exception {
        return run(report, List.of(), tests);
    }

    private static Jcstress run(String report, List<String> jvmArguments, Class<?>... tests) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-t", Stream.of(tests).map(Class::getCanonicalName)
                .collect(Collectors.joining("|", "^(", ")(\\..*)?$")), "-af", "NONE", "-m", "quick"));
        Path folder = Files.createDirectories(Path.of("jcstress", report).toAbsolutePath());
        arguments.addAll(List.of("-r", folder.toString()));
        arguments.addAll(jvmArguments);
        arguments.addAll(List.of("-pth", "false", "-time", "100", "-iters", "3"));
        // In the long mode each actor is interpreted, compiled by C1 and by C2, in all combinations.
        arguments.addAll(List.of("-sc", Boolean.toString(Effort.NOW == Effort.LONG)));
        Options options = new Options(arguments.toArray(String[]::new));
        if (!options.parse()) {
            throw new IllegalStateException("jcstress does not take these options: " + arguments);
        }
        for (Path ofARunThatWasEnded : resultFiles(folder)) {
            Files.delete(ofARunThatWasEnded);
        }
        launch(folder, arguments);
        return new Jcstress(results(folder, new JCStress(options).getTests()));
    }

    /** Runs it to its end. What it finds is in its results, whatever it ends with. */
    private static void launch(Path folder, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-cp",
                        System.getProperty("java.class.path"), "org.openjdk.jcstress.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile()).start();
        try {
            process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static List<Path> resultFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".bin.gz")).toList();
        }
    }

    private static Collection<TestResult> results(Path folder, Set<String> tests) throws Exception {
        InProcessCollector collector = new InProcessCollector();
        for (Path file : resultFiles(folder)) {
            DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
            reader.dump();
            reader.close();
            Files.delete(file);
        }
        Set<String> ran = collector.getTestResults().stream().map(TestResult::getName).collect(Collectors.toSet());
        assertEquals(tests, new TreeSet<>(ran),
                () -> "not all tests have run; jcstress needs two cores for them, and says more in "
                        + folder.resolve("output.txt"));
        return collector.getTestResults();
    }

    /** Fails if a test saw what it must not see, or did not run. */
    void assertOnlyAllowedHistories() {
        assertEquals(List.of(), results.stream().filter(result -> !isPassed(result)).map(Jcstress::describe).toList());
    }

    /** Gives the names of the tests that saw what they must not see. */
    Set<String> failed() {
        return results.stream().filter(result -> result.status() == Status.NORMAL && !result.grading().isPassed)
                .map(TestResult::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isPassed(TestResult result) {
        return result.status() == Status.NORMAL && result.getTotalCount() > 0 && result.grading().isPassed;
    }

    private static String describe(TestResult result) {
        return result.getName() + ": " + result.status() + ", " + result.getTotalCount() + " samples, "
                + result.grading().failureMessages.stream().filter(message -> message != null).toList()
                + result.getMessages() + result.getVmErr();
    }
}
