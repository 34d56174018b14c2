package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The container that stays, its shell on standard input, and Python on a terminal. */
public class ShellIT {
    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);

    @Test
    public void commandsListAndActAndTheEndOfInputEndsAll() throws Exception {
        Result result = Clutch.run(
                """
                        create render
                        interpreters
                        exec 1 "import clutch.channels; print(clutch.channels.create('queue', 3, name='jobs')[1].send_nowait(7))"
                        exec 1 "kept = clutch.channels.create('queue', 3, name='kept'); kept[1].send(42)"
                        channels
                        use 2 rendezvous
                        call 1 math:sqrt 2.25
                        (interpreter 1) name
                        create nobody confined
                        exec 2 "open('/etc/hostname', 'w')"
                        close 2
                        interpreters
                        pools
                        pool nosuch
                        extensions
                        waits
                        interpreter 9
                        create x y
                        """,
                "--feature", "pools", "--shell");
        String out = result.out();
        assertEquals(out, 0, result.status());
        assertTrue(out, out.contains("   1  render                   idle     0 threads"));
        assertTrue(out, out.contains("kept                     queue          1 of 3 messages"));
        assertTrue(out, out.contains("kept                     rendezvous     1 of 3 messages"));
        assertTrue(out, out.contains("1.5\n"));
        assertTrue(out, out.contains("render\n"));
        assertTrue(out, out.contains("PermissionError"));
        assertEquals(out, out.indexOf("   2  nobody"), out.lastIndexOf("   2  nobody"));
        assertTrue(out, out.contains("default          0 idle, 0 on loan of 2, 0 waiting"));
        assertTrue(out, out.contains("there is no pool nosuch; there are default, fresh."));
        assertTrue(out, out.contains("there is no interpreter 9; there are 1"));
        assertTrue(out, out.contains("isolation is confined or trusted, not y"));
    }

    @Test
    public void containerStaysAfterItsProgramUntilASignalComes() throws Exception {
        try (Clutch clutch = Clutch.start("--serve", "-c", """
                import atexit
                atexit.register(print, "the program has ended", flush=True)
                """)) {
            clutch.awaitLine("the program has ended");
            assertTrue(clutch.isAlive());
            clutch.signal("TERM");
            Result result = clutch.end();
            assertEquals(143, result.status());
            assertEquals("", result.err());
        }
    }

    @Test
    public void onATerminalItReadsEvaluatesAndPrints() throws Exception {
        assumeTrue("there is no script(1), which makes a terminal", Files.isExecutable(Path.of("/usr/bin/script")));
        Result result = Clutch.runOnATerminal("""
                def double(n):
                    return 2 * n

                from concurrent import interpreters; one = interpreters.create(); one.call(double, 21)
                __name__, double.__module__
                1 / 0
                one.close()
                raise SystemExit(3)
                """);
        String out = result.out();
        assertTrue(out, out.contains(">>> "));
        assertTrue(out, out.contains("42"));
        assertTrue(out, out.contains("('__main__', '__main__')"));
        assertTrue(out, out.contains("ZeroDivisionError: division by zero"));
        assertEquals(out, 3, result.status());
    }
}
