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
        assertTrue(out,
                out.contains("kept                     queue          1 of 3 messages, 0 wait to send, 0 to receive, "
                        + "0 received; sent by interpreter 1, received by interpreter 1"));
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
    public void dumpShowsWhereBusyAndWaitingThreadsAreAndWhatIsHeld() throws Exception {
        Result result = Clutch.run(
                """
                        create busy
                        exec 1 "import threading; from clutch import channels, sync"
                        exec 1 "entered = threading.Event(); code = 'entered.set()' + chr(10) + 'while True: pass'"
                        exec 1 "spin = compile(code, '<spin>', 'exec')"
                        exec 1 "threading.Thread(target=exec, args=(spin, globals())).start()"
                        exec 1 "entered.wait(); lock = sync.Lock(name='door'); lock.acquire()"
                        exec 1 "receive, send = channels.create('queue', 1, name='jobs')"
                        dump
                        (dump 1) threads
                        locks
                        queues
                        dump 9
                        top -1
                        top x
                        each ((top -1) interpreters) { ($it name) }
                        close 1
                        """,
                "--shell");
        String out = result.out();
        assertEquals(out, 0, result.status());
        assertTrue(out, out.contains("interpreter 1 'busy', trusted, idle, 6 runs"));
        assertTrue(out, out.contains("    File \"<spin>\", line 2, in <module>\n"));
        assertTrue(out, out.contains("waits: none"));
        assertTrue(out, out.contains("lock 1 'door'            interpreter 1 has it, 0 wait"));
        assertTrue(out, out.contains("there is no interpreter 9; there are 1"));
        assertTrue(out, out.matches("(?s).*\\n   1  busy                     idle            1 .*"));
        assertTrue(out,
                out.matches("(?s).*\\n      jobs                     queue               0     1           0 .*"));
        assertTrue(out, out.contains("top takes -1 or nothing, not x"));
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
    public void topOnATerminalIsDrawnUntilAKeyEndsIt() throws Exception {
        assumeTrue("there is no script(1), which makes a terminal", Files.isExecutable(Path.of("/usr/bin/script")));
        Result result = Clutch.runOnATerminal("create render\ntop\nqstop 0\n", "--shell");
        String out = result.out();
        assertTrue(out, out.contains("INTERPRETER"));
        assertTrue(out, out.contains("   1  render "));
        assertTrue(out, out.contains("q ends this"));
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
