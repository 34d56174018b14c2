package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The command as a user runs it: a process, its streams, its signals and its status. */
public class LauncherIT {
    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);

    @Test
    public void scriptRunsAsPythonRunsItAndItsStreamsAreItsOwn() throws Exception {
        Path script = Clutch.script("""
                import atexit, sys, threading, time
                atexit.register(print, 'atexit')
                print(__name__, sys.argv[1:], sys.path[0], __file__)
                print('to stderr', file=sys.stderr)
                print(sys.stdin.read())
                threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()
                sys.exit(3)
                """);
        Result result = Clutch.run("from stdin", script.toString(), "-x", "two words");
        assertEquals("""
                __main__ ['-x', 'two words'] %s %s
                from stdin
                thread
                atexit
                """.formatted(script.getParent(), script), result.out());
        assertEquals("to stderr\n", result.err());
        assertEquals(3, result.status());
    }

    @Test
    public void commandCanStartItselfBySysExecutable() throws Exception {
        Result result = Clutch.run("", "-c", """
                import os, sys
                print(sys.argv, repr(sys.path[0]), flush=True)
                sys.exit(os.waitstatus_to_exitcode(os.system(sys.executable + ' --version')))
                """, "x");
        assertTrue(result.out(), result.out().matches("\\['-c', 'x'\\] ''\nClutch .*\n"));
        assertEquals("", result.err());
        assertEquals(0, result.status());
    }

    @Test
    public void bundlesInTheDeployFolderCanBeImported() throws Exception {
        Path folder = Files.createTempDirectory("deploy");
        Path jar = folder.resolve("greeter.jar");
        Files.copy(Path.of(System.getProperty("clutch.greeter")), jar);
        try {
            Result result = Clutch.run("", "--deploy", folder.toString(), "-c",
                    "import greeter, sys; print(greeter.greet('Ann'), sys.argv)", "x");
            assertEquals("", result.err());
            assertEquals("Hello, Ann! ['-c', 'x']\n", result.out());
            assertEquals(0, result.status());
        } finally {
            Files.delete(jar);
            Files.delete(folder);
        }
        Result nowhere = Clutch.run("", "--deploy=" + folder, "-c", "1");
        assertEquals("clutch: there is no folder " + folder + " to deploy from\n", nowhere.err());
        assertEquals(1, nowhere.status());
    }

    @Test
    public void moduleRunsAsMain() throws Exception {
        Result result = Clutch.run("{\"a\":  1}", "-m", "json.tool", "--compact");
        assertEquals("{\"a\":1}\n", result.out());
        assertEquals("", result.err());
        assertEquals(0, result.status());
    }

    @Test
    public void dashReadsTheProgramFromStandardInput() throws Exception {
        Result result = Clutch.run("import sys\nprint(sys.argv)\nraise ValueError('boom')\n", "-", "x");
        assertEquals("['-', 'x']\n", result.out());
        assertTrue(result.err(), result.err().startsWith("Traceback (most recent call last):\n")
                && result.err().endsWith("ValueError: boom\n"));
        assertEquals(1, result.status());
    }

    @Test
    public void wrongCommandLinesGetOneLineAndTheStatusOfPython() throws Exception {
        Result missing = Clutch.run("", "no/such/file.py");
        assertEquals("clutch: can't open file '" + Path.of("no/such/file.py").toAbsolutePath()
                + "': [Errno 2] No such file or directory\n", missing.err());
        assertEquals(2, missing.status());
        Result unknown = Clutch.run("", "--frobnicate");
        assertEquals("clutch: unknown option --frobnicate (clutch --help lists what there is)\n", unknown.err());
        assertEquals(2, unknown.status());
    }

    @Test
    public void versionNamesClutchAndPython() throws Exception {
        Result version = Clutch.run("", "--version");
        assertTrue(version.out(), version.out().matches("Clutch \\S+ \\(Python 3\\.12 on GraalPy [0-9.]+\\)\n"));
        assertEquals(0, version.status());
    }

    @Test
    public void syntaxErrorPointsAtTheLine() throws Exception {
        Result result = Clutch.run("", Clutch.script("print('never')\na b\n").toString());
        assertTrue(result.err(), result.err().contains("line 2") && result.err().contains("SyntaxError"));
        assertEquals("", result.out());
        assertEquals(1, result.status());
    }

    @Test
    public void threadsThatAnInterruptEndsSayNothing() throws Exception {
        Result result = Clutch.run("", "-c", """
                from concurrent import interpreters
                from clutch.interpreters import interrupt
                interp, inside = interpreters.create(), interpreters.create_queue()
                interp.prepare_main(inside=inside)
                interp.exec('''
                import threading, time
                def wait(what):
                    inside.put(None)
                    what()
                def spin():
                    while True: pass
                for what in (spin, threading.Event().wait, lambda: time.sleep(1000)):
                    threading.Thread(target=wait, args=(what,)).start()
                ''')
                for _ in range(3): inside.get()
                print(interrupt(interp, 60))
                interp.close()
                """);
        assertEquals("", result.err());
        assertEquals("True\n", result.out());
        assertEquals(0, result.status());
    }

    @Test
    public void interruptEndsBusyMainWithTracebackAndAtexit() throws Exception {
        interrupted("while True: pass");
    }

    @Test
    public void interruptEndsBlockedGet() throws Exception {
        interrupted("""
                from concurrent import interpreters
                q = interpreters.create_queue()
                print("inside", flush=True)
                q.get()
                """);
    }

    @Test
    public void interruptEndsBlockedExec() throws Exception {
        interrupted("""
                from concurrent import interpreters
                i = interpreters.create()
                try:
                    i.exec('import time; print("inside", flush=True); time.sleep(1000)')
                except KeyboardInterrupt:
                    i.exec('print("usable", flush=True)')
                    i.close()
                    raise
                """);
    }

    private static void interrupted(String code) throws Exception {
        String script = "import atexit\natexit.register(print, 'atexit')\n"
                + (code.contains("inside") ? "" : "print('inside', flush=True)\n") + code;
        try (Clutch clutch = Clutch.start(Clutch.script(script).toString())) {
            clutch.awaitLine("inside");
            clutch.signal("INT");
            Result result = clutch.end();
            assertTrue(result.err(), result.err().startsWith("Traceback (most recent call last):\n")
                    && result.err().endsWith("KeyboardInterrupt\n"));
            assertEquals(code.contains("usable") ? "usable\natexit\n" : "atexit\n", result.out());
            assertEquals(130, result.status());
        }
    }

    @Test
    public void interruptCanBeCaughtAndASecondOneEndsWhatDoesNotListen() throws Exception {
        Path script = Clutch.script("""
                import time
                try:
                    print('inside', flush=True)
                    while True: pass
                except KeyboardInterrupt:
                    print('caught', flush=True)
                sum(range(10**12))
                """);
        try (Clutch clutch = Clutch.start(script.toString())) {
            clutch.awaitLine("inside");
            clutch.signal("INT");
            clutch.awaitLine("caught");
            clutch.signal("INT");
            clutch.signal("INT");
            assertEquals(130, clutch.end().status());
        }
    }

    @Test
    public void helloExampleRuns() throws Exception {
        Result result = Clutch.run("", Clutch.CHECKOUT.resolve("launcher/examples/hello.py").toString());
        assertEquals(result.err(), 0, result.status());
        assertEquals(Set.of("from 1000000 on: 3636 primes", "from 1050000 on: 3580 primes"),
                Set.copyOf(result.out().lines().toList()));
        assertEquals("", result.err());
    }

    @Test
    public void actorsExampleRestartsWhatDies() throws Exception {
        Result result = Clutch.run("", Clutch.CHECKOUT.resolve("launcher/examples/actors.py").toString());
        assertEquals("", result.err());
        assertTrue(result.out(), result.out().matches("""
                1, of length 1: 1
                2, of length 1: 3
                three, of length 5: died: ValueError: invalid literal for int.*'three'
                4, of length 1: 4
                exit, of length 4: died: .*exit.*
                5, of length 1: 5
                restarts: 2 and 0
                """));
        assertEquals(0, result.status());
    }

    @Test
    public void mandelbrotExamplePaintsAPicture() throws Exception {
        Path picture = Files.createTempFile("mandelbrot", ".png");
        try {
            Result result = Clutch.run("", Clutch.CHECKOUT.resolve("launcher/examples/mandelbrot.py").toString(),
                    picture.toString(), "70", "2");
            assertEquals(result.err(), 0, result.status());
            BufferedImage image = ImageIO.read(picture.toFile());
            assertEquals(70, image.getWidth());
            assertEquals(50, image.getHeight());
            int inside = 0xFF000000;
            assertEquals(inside, image.getRGB(50, 25));
            assertNotEquals(inside, image.getRGB(0, 0));
        } finally {
            Files.delete(picture);
        }
    }

    @Test
    public void histogramExampleCountsAWholeFile() throws Exception {
        Result result = Clutch.run("", Clutch.CHECKOUT.resolve("launcher/examples/histogram.py").toString(), "3", "2");
        assertEquals(result.err(), 0, result.status());
        assertTrue(result.out(), result.out().matches("\\d \\+ \\d blocks, 3145728 bytes in .* by 2 interpreters\n"
                + "the most frequent byte is 0x.., \\d+ times; all counts are right\n"));
        assertEquals("", result.err());
    }

    @Test
    public void firstScreenOfTheReadmeShowsTheExampleAsItIs() throws Exception {
        String example = Files.readString(Clutch.CHECKOUT.resolve("launcher/examples/hello.py"));
        assertTrue(Files.readString(Clutch.CHECKOUT.resolve("README.md")).contains("```python\n" + example + "```"));
    }

    @Test
    public void aLoopThatCannotBeStoppedHoldsUpNeitherOthersNorTheEnd() throws Exception {
        Result result = Clutch.run("", Clutch.script("""
                import threading
                from concurrent import interpreters
                from clutch import interpreters as clutch_interpreters

                hopeless, other = interpreters.create(), interpreters.create()
                inside = interpreters.create_queue()
                hopeless.prepare_main(inside=inside)
                loop = "inside.put(None); sum(range(10**12))"
                heard = True
                while heard:
                    thread = threading.Thread(target=hopeless.exec, args=(loop,), daemon=True)
                    thread.start()
                    inside.get()
                    # One that comes before the sum is heard.
                    heard = clutch_interpreters.interrupt(hopeless, 5)
                    if heard:
                        thread.join()
                print(heard, hopeless in interpreters.list_all())
                print(other.call(len, "goes on"))
                other.close()
                raise SystemExit(3)
                """).toString());
        assertEquals("False False\n7\n", result.out());
        assertTrue(result.err(),
                result.err().contains("interpreter 1 runs code that cannot be stopped; it is abandoned"));
        assertEquals(3, result.status());
    }

    @Test
    public void terminationEndsScriptsThatRun() throws Exception {
        try (Clutch clutch = Clutch.start(Clutch.script("""
                import threading
                from concurrent import interpreters

                busy, asleep = interpreters.create(), interpreters.create()
                inside = interpreters.create_queue()
                for interp, code in (busy, "while True: pass"), (asleep, "import time; time.sleep(10**6)"):
                    interp.prepare_main(inside=inside)
                    threading.Thread(target=interp.exec, args=("inside.put(None)\\n" + code,)).start()
                    inside.get()
                print("inside", flush=True)
                while True: pass
                """).toString())) {
            clutch.awaitLine("inside");
            clutch.signal("TERM");
            assertEquals(143, clutch.end().status());
        }
    }

    @Test
    public void censusCountsTheSameWithOneAndTwoInterpreters() throws Exception {
        Result result = Clutch.run("", Clutch.CHECKOUT.resolve("launcher/examples/stdlib_census.py").toString(),
                "--limit",
                "4", "--rounds", "1", "--interpreters", "1,2");
        assertEquals(result.err(), 0, result.status());
        assertTrue(result.out(), result.out().contains("functions"));
    }
}
