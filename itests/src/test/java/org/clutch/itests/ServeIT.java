package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The container that stays: what it says, its process id, and the statuses that it ends with. */
public class ServeIT {
    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    /** Starts it with both outputs in one. */
    private static Clutch start(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(Clutch.CHECKOUT.resolve("launcher/clutch").toString()));
        command.addAll(List.of(words));
        return Clutch.start(new ProcessBuilder(command).redirectErrorStream(true));
    }

    private static void ready(Clutch clutch) throws Exception {
        clutch.awaitLine("clutch: process " + clutch.pid() + " serves; SIGTERM ends it");
    }

    private static void endsBy(String signal, int status) throws Exception {
        try (Clutch clutch = start("--serve")) {
            ready(clutch);
            clutch.signal(signal);
            Result result = clutch.end();
            assertEquals(result.out(), status, result.status());
            assertEquals("", result.out());
        }
    }

    @Test
    public void processIdIsInTheFileUntilTheEnd() throws Exception {
        Path file = temporary.getRoot().toPath().resolve("clutch.pid");
        Files.writeString(file, "left by another process");
        try (Clutch clutch = start("--serve", "--pid-file", file.toString())) {
            ready(clutch);
            assertEquals(clutch.pid() + "\n", Files.readString(file));
            clutch.signal("TERM");
            assertEquals(143, clutch.end().status());
        }
        assertFalse(Files.exists(file));
    }

    @Test
    public void processIdOfAProgramIsRemovedWithIt() throws Exception {
        Path file = temporary.getRoot().toPath().resolve("clutch.pid");
        Result result = Clutch.run("", "--pid-file=" + file, "-c",
                "import os, sys; print(open('" + file + "').read() == f'{os.getpid()}\\n'); sys.exit(3)");
        assertEquals(result.err(), "True\n", result.out());
        assertEquals("", result.err());
        assertEquals(3, result.status());
        assertFalse(Files.exists(file));
    }

    @Test
    public void placeForTheProcessIdThatCannotBeWrittenIsNamed() throws Exception {
        Result result = Clutch.run("", "--serve", "--pid-file", "/no/such/clutch.pid");
        assertEquals("clutch: cannot write the process id to /no/such/clutch.pid: there is no folder /no/such; make it,"
                + " or let --pid-file name another file\n", result.err());
        assertEquals(1, result.status());
    }

    @Test
    public void wordsThatAreMissingAreErrorsOfUsage() throws Exception {
        for (String option : List.of("--pid-file", "--deploy", "--config", "--home", "--feature")) {
            Result result = Clutch.run("", option);
            assertTrue(result.err(), result.err().startsWith("clutch: argument expected for the " + option));
            assertEquals(2, result.status());
        }
    }

    @Test
    public void interruptEndsIt() throws Exception {
        endsBy("INT", 130);
    }

    @Test
    public void hangupEndsIt() throws Exception {
        assumeFalse("skipped: whoever started these tests, such as nohup, has SIGHUP ignored, and a JVM leaves that so",
                hangupIsIgnored());
        endsBy("HUP", 129);
    }

    /** Signals that are ignored stay so in what a process starts; the first bit of the mask is SIGHUP's. */
    private static boolean hangupIsIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status) && Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> line.matches(".*[13579bdf]"));
    }

    @Test
    public void interruptEndsItAfterItsProgramToo() throws Exception {
        try (Clutch clutch = start("--serve", "-c", "raise SystemExit(3)")) {
            ready(clutch);
            clutch.awaitLine("clutch: the program has ended with status 3; process " + clutch.pid() + " goes on");
            clutch.signal("INT");
            Result result = clutch.end();
            assertEquals(result.out(), 130, result.status());
        }
    }

    @Test
    public void terminationEndsItAfterItsProgramToo() throws Exception {
        try (Clutch clutch = start("--serve", "-c", "print('hello')")) {
            ready(clutch);
            clutch.awaitLine("hello");
            clutch.awaitLine("clutch: the program has ended with status 0; process " + clutch.pid() + " goes on");
            clutch.signal("TERM");
            Result result = clutch.end();
            assertEquals(143, result.status());
            assertEquals("", result.out());
        }
    }
}
