package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.clutch.testkit.defect.SuiteRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs tests that hang on purpose. */
class HangWatchdogTest {
    @BeforeEach
    void forget() {
        Hanging.LOG.setLength(0);
    }

    @AfterAll
    static void end() {
        Hanging.END.countDown();
    }

    @Test
    void testThatHangsFailsWhereItHungAndTheOthersGoOn() {
        SuiteRun run = SuiteRun.of(Hanging.class, name -> name.matches("b_.*|f_.*"), "1");
        assertEquals(Set.of("b_waitsUntilItIsInterrupted"), run.failures().keySet());
        Throwable hung = run.failures().get("b_waitsUntilItIsInterrupted");
        assertEquals(
                "b_waitsUntilItIsInterrupted of org.clutch.testkit.Hanging (b_waitsUntilItIsInterrupted()) did not "
                        + "end within 1 s; it hung here. All threads are on standard error.",
                hung.getMessage());
        assertTrue(Arrays.stream(hung.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("b_waitsUntilItIsInterrupted")));
        assertEquals("interrupted cleaned up went on cleaned up ", Hanging.LOG.toString());
    }

    @Test
    void threadsArePrintedWithTheLocksThatTheyHoldAndWant() {
        SuiteRun run = SuiteRun.of(Hanging.class, name -> name.startsWith("a_"), "1");
        String message = run.failures().get("a_waitsForALockOfSomebodyElse").getMessage();
        assertTrue(message.endsWith("It does not heed the interrupt, and goes on."), message);
        String waiting = paragraph(run, "\"test a_waitsForALockOfSomebodyElse\" ");
        assertTrue(waiting.contains("WAITING, waits for java.util.concurrent.locks.ReentrantLock$NonfairSync@"),
                waiting);
        assertTrue(waiting.contains("which \"owner of the lock\" #"), waiting);
        assertTrue(waiting.contains("org.clutch.testkit.Hanging.a_waitsForALockOfSomebodyElse(Hanging.java:"),
                waiting);
        String owner = paragraph(run, "\"owner of the lock\" ");
        assertTrue(owner.contains("holds java.util.concurrent.locks.ReentrantLock$NonfairSync@"), owner);
    }

    @Test
    void virtualThreadsOfACrewArePrinted() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (Crew crew = Crew.virtual()) {
            crew.start(() -> {
                running.countDown();
                Hanging.END.await();
                return null;
            });
            running.await();
            String dump = ThreadDump.take();
            assertTrue(Pattern.compile("\"crew-1\" #\\d+ virtual [^\"]*HangWatchdogTest.lambda").matcher(dump).find(),
                    dump);
        }
    }

    /** In a JVM of its own: see {@link HangWatchdog#VIRTUAL}. */
    @Test
    void allVirtualThreadsArePrintedOnRequest() throws Exception {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dclutch.hang.virtual=true", "-cp", System.getProperty("java.class.path"),
                HangingInVirtualThread.class.getName()).redirectErrorStream(true).start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), printed);
        assertTrue(Pattern.compile("\"virtual one\" virtual[^\"]*org.clutch.testkit.Hanging.awaitEnd\\(Hanging.java:")
                .matcher(printed).find(), printed);
    }

    @Test
    void preparationsAndRepeatedTestsAreWatchedToo() {
        SuiteRun run = SuiteRun.of(Hanging.class, name -> name.matches("d_.*|e_.*"), "1");
        assertEquals(Set.of("d_hangsTheFirstTime", "e_preparationHangs"), run.failures().keySet());
        assertTrue(run.failures().get("d_hangsTheFirstTime").getMessage().contains("[1]"));
        assertTrue(run.failures().get("e_preparationHangs").getMessage().startsWith("prepare of "));
        assertFalse(Hanging.LOG.toString().contains("never"), Hanging.LOG::toString);
    }

    @Test
    void failureOfATestIsItsOwn() {
        SuiteRun run = SuiteRun.of(Hanging.class, name -> name.startsWith("g_"), "30");
        assertEquals("by itself", run.failures().get("g_failsByItself").getMessage());
        assertInstanceOf(IllegalStateException.class, run.failures().get("g_failsByItself"));
        assertEquals("", run.printed());
    }

    @Test
    void wrongDeadlineIsAnError() {
        Map<String, Throwable> failures = SuiteRun.of(Hanging.class, name -> name.startsWith("f_"), "soon").failures();
        assertEquals("clutch.hang.seconds is 'soon'; it is to be a number of seconds above zero",
                failures.get("f_goesOn").getCause().getMessage());
        failures = SuiteRun.of(Hanging.class, name -> name.startsWith("h_"), null).failures();
        assertTrue(failures.get("h_hasAWrongDeadline").getMessage().contains("has no deadline above zero: -1"),
                failures::toString);
    }

    private static String paragraph(SuiteRun run, String start) {
        return Arrays.stream(run.printed().split("\\R\\R")).filter(it -> it.startsWith(start)).findFirst()
                .orElseThrow(() -> new AssertionError(start + " is not in " + run.printed()));
    }
}
