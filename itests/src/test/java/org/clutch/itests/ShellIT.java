package org.clutch.itests;

import static org.clutch.itests.OnATerminal.ENTER;
import static org.clutch.itests.OnATerminal.TAB;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The container that stays, its shell on standard input, and Python on a terminal. */
public class ShellIT {
    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

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
            assertEquals(143, clutch.end().status());
        }
    }

    @Test
    public void healthIsALineForEachCheckAndAValue() throws Exception {
        Result result = Clutch.run("""
                create render
                exec 1 "from clutch import channels; jobs = channels.create('queue', 3, name='jobs')"
                health
                stop org.clutch.transport.queue
                health
                (health) status
                each ((health) problems) { echo ($it text) }
                stop org.clutch.core
                health
                """, "--feature", "pools", "--shell");
        String out = result.out();
        assertEquals(out, 0, result.status());
        String suspended = "channel 1 'jobs' is suspended: start a bundle that offers the transport 'queue'";
        assertTrue(out, out.contains("""
                OK        interpreters  1, 0 running
                OK        channels      1, and 0 queues
                OK        pools         2
                OK        extensions    0 modules
                OK        deadlocks     nobody looks: org.clutch.channels says deadlocks = off
                """));
        assertTrue(out, out.contains("OK        interpreters  1, 0 running\nWARN      channels      " + suspended
                + "\nOK        pools         2\n"));
        assertTrue(out, out.contains("g! WARN\n"));
        assertTrue(out, out.indexOf(suspended) < out.lastIndexOf(suspended));
        assertTrue(out,
                out.contains("CRITICAL  interpreters  no interpreter can be made: start the bundles of the core "
                        + "and of an engine\n"));
    }

    @Test
    public void configurationIsWhatPrintConfigPrintsAndFollows() throws Exception {
        String printed = Clutch.run("", "--feature", "pools", "--feature", "clutch-remote-shell", "--serve",
                "--print-config").out();
        Result result = Clutch.run("""
                configuration
                configuration org.clutch.interpreters
                configuration org.clutch.pool
                configuration org.clutch.pol
                admin = ($.context getService ($.context getServiceReference org.osgi.service.cm.ConfigurationAdmin))
                values = (new java.util.Hashtable)
                $values put limitMebibytes 7
                ($admin getConfiguration org.clutch.regions "?") update $values
                configuration org.clutch.regions
                """, "--feature", "pools", "--shell");
        String out = result.out();
        assertEquals(out, 0, result.status());
        assertTrue(printed, printed.contains("# ==== org.clutch.pool~default.cfg: a feature says"));
        assertTrue(out, out.contains(printed.strip()));
        String rest = out.substring(out.indexOf(printed.strip()) + printed.strip().length());
        assertEquals(rest, 1, rest.split("# ==== org.clutch.interpreters.cfg", -1).length - 1);
        assertTrue(rest, rest.contains("\nspares = 2\n"));
        assertTrue(rest, rest.contains("# ==== org.clutch.pool~default.cfg")
                && rest.contains("# ==== org.clutch.pool~fresh.cfg")
                && !rest.contains("# ==== org.clutch.channels.cfg"));
        assertTrue(rest, rest.contains("# ==== org.clutch.regions.cfg: Configuration Admin was told")
                && rest.contains("\nlimitMebibytes = 7"));
        assertTrue(rest, rest.contains("there is no configuration org.clutch.pol; there are ")
                && rest.contains(", org.clutch.pool~default, "));
    }

    @Test
    public void helpOfEachCommandHasAnExample() throws Exception {
        String[] names = Clutch.run("help\n", "--shell").out().lines().filter(line -> line.startsWith("clutch:"))
                .map(line -> line.substring("clutch:".length()).strip()).toArray(String[]::new);
        assertTrue(String.join(" ", names),
                List.of(names).containsAll(List.of("use", "health", "configuration", "top")));
        StringBuilder input = new StringBuilder();
        for (String name : names) {
            input.append("echo of ").append(name).append("\nhelp clutch:").append(name).append('\n');
        }
        String out = Clutch.run(input.append("echo of all\n").toString(), "--shell").out();
        for (String name : names) {
            String help = out.substring(out.indexOf("of " + name + "\n") + name.length() + 4);
            help = help.substring(0, help.indexOf("g! of "));
            // The name, what it does, an example.
            assertTrue(help, help.matches("(?s).*\\n" + name + " - .+: (.*[ (])?" + name + "\\b.*"));
        }
        assertTrue(out, out.contains("its id or name") && out.contains("the transport"));
    }

    @Test
    public void tabCompletesWhatCommandsAreGiven() throws Exception {
        assumeTrue("there is no script(1), which makes a terminal", OnATerminal.isThere());
        Path folder = temporary.newFolder("deploy").toPath();
        Files.copy(Path.of(System.getProperty("clutch.greeter")), folder.resolve("greeter.jar"));
        // This terminal has no width, so prompts and lists of candidates are not shown on it; keys and results are.
        try (OnATerminal shell = OnATerminal.start(Map.of(), "--deploy", folder.toString(), "--feature", "pools",
                "--shell")) {
            shell.type("create render" + ENTER);
            shell.await("idle     0 threads");
            shell.type("exec ren" + TAB + "\"print(6 * 7)\"" + ENTER);
            shell.await("42");
            shell.type("exec 1 \"from clutch import channels; c = channels.create('queue', 3, name='jobs')\"" + ENTER);
            shell.type("use jo" + TAB + "rend" + TAB + ENTER);
            shell.await("jobs                     rendezvous     0 of 3 messages");
            shell.type("exec 1 \"from concurrent import interpreters; q = interpreters.create_queue(5)\"" + ENTER);
            shell.type("queue " + TAB + ENTER);
            shell.await("0 of 5 messages");
            shell.type("pool def" + TAB + ENTER);
            shell.await("0 idle, 0 on loan of 2");
            shell.type("extension gree" + TAB + ENTER);
            shell.await("not imported");
            shell.type("configuration org.clutch.int" + TAB + ENTER);
            shell.await("# ==== org.clutch.interpreters.cfg");
            shell.type("create guest conf" + TAB + ENTER);
            shell.await("   2  guest ");
            shell.type("interpreter ren" + TAB + ENTER);
            shell.await("   1  render ");
            shell.type("(interpreter ren" + TAB + ") isRunning" + ENTER);
            shell.await("false");
            shell.type("stop 0" + ENTER);
            assertEquals(shell.seen(), 0, shell.end());
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
