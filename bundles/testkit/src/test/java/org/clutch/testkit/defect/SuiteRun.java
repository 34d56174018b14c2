package org.clutch.testkit.defect;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.clutch.testkit.HangWatchdog;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One run of tests within a test. What they print to standard error is kept back. */
public final class SuiteRun {
    private static volatile boolean running;

    /** By the name of the test method, which may have run several times. */
    private final Map<String, Throwable> failures = new TreeMap<>();
    private final Set<String> tests = new TreeSet<>();
    private String printed;

    private SuiteRun() {}

    /**
     * Runs tests.
     *
     * @param tests their class
     * @param selected says by its name whether a test method is to run
     * @param hangSeconds the deadline of each, or null for what the annotation says
     */
    public static SuiteRun of(Class<?> tests, Predicate<String> selected, String hangSeconds) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests)).filters((PostDiscoveryFilter) test -> FilterResult
                        .includedIf(method(test.getSource()) == null || selected.test(method(test.getSource()))));
        if (hangSeconds != null) {
            request.configurationParameter(HangWatchdog.SECONDS, hangSeconds);
        }
        SuiteRun run = new SuiteRun();
        PrintStream before = System.err;
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        System.setErr(new PrintStream(kept, true, StandardCharsets.UTF_8));
        running = true;
        try {
            LauncherFactory.create().execute(request.build(), run.new Recorder());
        } finally {
            running = false;
            System.setErr(before);
        }
        run.printed = kept.toString(StandardCharsets.UTF_8);
        return run;
    }

    /** What keeps tests that are to fail from running by themselves. */
    static boolean isRunning() {
        return running;
    }

    private static String method(Optional<TestSource> source) {
        return source.orElse(null) instanceof MethodSource method ? method.getMethodName() : null;
    }

    private final class Recorder implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String name = method(test.getSource());
            if (result.getStatus() == Status.FAILED) {
                failures.putIfAbsent(name == null ? test.getDisplayName() : name, result.getThrowable().orElseThrow());
            }
            if (test.isTest() && result.getStatus() != Status.ABORTED) {
                tests.add(name);
            }
        }
    }

    /**
     * Gives the names of the methods that ran and were not skipped.
     *
     * @return their names
     */
    public Set<String> tests() {
        return tests;
    }

    /** The first failure of each method, by its name. */
    public Map<String, Throwable> failures() {
        return failures;
    }

    /** What was printed to standard error. */
    public String printed() {
        return printed;
    }
}
