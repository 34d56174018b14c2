package org.clutch.itests;

import static org.clutch.itests.Pools.fails;
import static org.clutch.itests.Pools.file;
import static org.clutch.itests.Pools.refuses;
import static org.clutch.itests.Pools.until;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;
import org.clutch.pool.PoolException;
import org.clutch.pool.PoolExhaustedException;
import org.junit.Test;

/** Pools that Config Admin makes, changes and removes, with the real engine; each key, and wrong values. */
public class PoolIT extends PoolContainerTest {
    private static final String STATE = """
            import sys, string, threading

            def leave(path):
                global mark
                mark = string.mark = 1
                sys.path.append('/left')
                sys.left = open(path)
                threading.Thread(target=threading.Event().wait).start()

            def seen():
                left = {'global': 'mark' in globals(), 'module': hasattr(string, 'mark'), 'path': '/left' in sys.path,
                        'file': hasattr(sys, 'left'), 'thread': threading.active_count() > 1}
                return ','.join(name for name, is_left in left.items() if is_left)
            """;

    @Test
    public void poolIsThereAsLongAsItsConfiguration() throws Exception {
        InterpreterPool pool = pools.create("one", "max", 2, "spare", 0);
        assertEquals("one", pool.name());
        Lease lease = pool.lease();
        assertEquals(4.0, lease.interpreter().call("math:sqrt", 16));
        Interpreter interpreter = lease.interpreter();
        lease.close();
        assertThrows(IllegalStateException.class, () -> interpreter.exec("pass"));
        assertEquals(List.of(1L, 2L, 3L), pool.map("builtins:len", List.of("a", "bb", "ccc")).get());
        assertEquals(7L, (long) pool.submit(it -> it.call(Long.class, "builtins:abs", -7)).get());
        ExecutionFailedException failure = fails(ExecutionFailedException.class, pool.submit("builtins:int", "x"));
        assertEquals("ValueError", failure.snapshot().typeName());
        pools.delete("one");
        until(() -> !pools.exists("one") && refuses(pool));
        assertThrows(PoolClosedException.class, pool::lease);
        assertThrows(PoolClosedException.class, () -> pool.submit("math:sqrt", 1));
    }

    @Test
    public void freshNeverShowsWhatAnotherLeaseLeft() throws Exception {
        Path script = file(".py", STATE);
        InterpreterPool pool = pools.create("fresh", "reset", "fresh", "warmup", script.toString(), "max", 2);
        for (int i = 0; i < 3; i++) {
            try (Lease lease = pool.lease()) {
                assertEquals("", lease.interpreter().call("seen"));
                lease.interpreter().call("leave", script.toString());
            }
        }
    }

    @Test
    public void environmentOfAConfinedLeaseIsItsOwn() throws Exception {
        InterpreterPool pool = pools.create("fresh", "isolation", "confined", "max", 1, "spare", 0);
        for (int i = 0; i < 2; i++) {
            pool.submit(it -> {
                it.exec("import os\nassert 'CLUTCH_MARK' not in os.environ\nos.environ['CLUTCH_MARK'] = '1'");
                return null;
            }).get();
        }
    }

    @Test
    public void environmentOfATrustedLeaseIsItsOwnAndItsChildrens() throws Exception {
        InterpreterPool pool = pools.create("environment", "max", 3, "spare", 1);
        String mark = """
                import os, subprocess
                from concurrent import interpreters
                os.environ["CLUTCH_MARK"] = "set"
                os.putenv("CLUTCH_PUT", "put")
                echo = ["/bin/sh", "-c", "echo $CLUTCH_MARK $CLUTCH_PUT"]
                assert subprocess.run(echo, capture_output=True).stdout == b"set put\\n"
                assert os.system('exit "${#CLUTCH_MARK}"') == 3 << 8
                child = interpreters.create()
                child.exec("import os; os.environ['CLUTCH_CHILD'] = 'set'")
                child.close()
                """;
        String look = """
                import os, subprocess
                assert not [name for name in os.environ if name.startswith("CLUTCH_")]
                echo = ["/bin/sh", "-c", "echo $CLUTCH_MARK$CLUTCH_PUT$CLUTCH_CHILD"]
                assert subprocess.run(echo, capture_output=True).stdout == b"\\n"
                """;
        try (Lease one = pool.lease()) {
            one.interpreter().exec(mark);
            try (Lease other = pool.lease()) {
                other.interpreter().exec(look);
            }
        }
        try (Lease later = pool.lease(); Interpreter any = interpreters.create()) {
            later.interpreter().exec(look);
            any.exec(look);
        }
    }

    @Test
    public void keepUsesAnInterpreterAgainUnlessThreadsWereLeftInIt() throws Exception {
        Path script = file(".py", STATE);
        InterpreterPool pool = pools.create("keep", "reset", "keep", "warmup", script.toString(), "max", 1, "spare", 0);
        long first;
        try (Lease lease = pool.lease()) {
            first = lease.interpreter().id();
            lease.interpreter()
                    .exec("import threading\nt = threading.Thread(target=len, args=('',))\nt.start()\nt.join()\nx = 1");
        }
        try (Lease lease = pool.lease()) {
            assertEquals(first, lease.interpreter().id());
            lease.interpreter().exec("assert x == 1");
            assertEquals("", lease.interpreter().call("seen"));
            lease.interpreter().call("leave", script.toString());
        }
        try (Lease lease = pool.lease()) {
            assertNotEquals(first, lease.interpreter().id());
            assertEquals(1, pool.statistics().broken());
        }
    }

    @Test
    public void minMaxAndSpareAreKept() throws Exception {
        InterpreterPool pool = pools.create("sizes", "min", 2, "max", 4, "spare", 0, "reset", "keep");
        until(() -> pool.statistics().idle() == 2);
        assertEquals(2, pool.statistics().made());
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leases.add(pool.lease());
        }
        assertThrows(PoolExhaustedException.class, () -> pool.lease(Duration.ZERO));
        pools.configure("sizes", "min", 0, "max", 6, "spare", 1, "reset", "keep");
        until(() -> pool.statistics().idle() == 1);
        assertEquals(6, pool.statistics().max());
        leases.add(pool.lease(Duration.ZERO));
        leases.forEach(Lease::close);
        pools.configure("sizes", "max", 1, "spare", 1, "reset", "keep");
        until(() -> pool.statistics().idle() == 1
                && interpreters.list().stream().filter(it -> it.id() != 0).count() == 1);
    }

    @Test
    public void idleOnesEndAfterTheirTimeAndUsedOnesAfterTheirUses() throws Exception {
        InterpreterPool pool = pools.create("times", "max", 2, "spare", 0, "reset", "keep", "idleTimeout", 50);
        pool.lease().close();
        until(() -> pool.statistics().ended() == 1 && pool.statistics().idle() == 0);
        pools.configure("times", "max", 1, "spare", 0, "reset", "keep", "idleTimeout", 0, "maxUses", 2);
        until(() -> pool.statistics().max() == 1);
        long[] ids = LongStream.range(0, 4).map(_ -> pool.submit(Interpreter::id).join()).toArray();
        assertEquals(ids[0], ids[1]);
        assertNotEquals(ids[1], ids[2]);
        assertEquals(ids[2], ids[3]);
    }

    @Test
    public void maxWaitEndsAWait() throws Exception {
        InterpreterPool pool = pools.create("wait", "max", 1, "spare", 0, "maxWait", 20);
        try (Lease _ = pool.lease()) {
            PoolExhaustedException e = assertThrows(PoolExhaustedException.class, pool::lease);
            assertEquals(
                    "pool 'wait': all 1 interpreters were on loan for 20 ms; raise max or maxWait, or close leases "
                            + "sooner",
                    e.getMessage());
        }
    }

    @Test
    public void interpretersAreMadeAsTheConfigurationSays() throws Exception {
        Path folder = Files.createTempDirectory("pool");
        Files.writeString(folder.resolve("clutch_pool_module.py"), "value = 41\n");
        Path script = file(".py", "import sys\nready = sys.modules['clutch_pool_module'].value + 1\n");
        InterpreterPool pool = pools.create("made", "pythonPath", folder.toString(), "preload",
                "clutch_pool_module, email.message", "warmup", script.toString(), "transport", "queue", "max", 1,
                "timeLimit",
                60_000);
        try (Lease lease = pool.lease()) {
            lease.interpreter().exec("""
                    import sys
                    assert ready == 42
                    assert 'email.message' in sys.modules
                    from clutch import channels
                    receiver, sender = channels.create()
                    sender.send_nowait(1)
                    """);
            assertTrue(lease.interpreter().name().startsWith("made-"));
        }
        pools.configure("made", "max", 1, "isolation", "confined");
        until(() -> pool.submit(it -> {
            try {
                it.exec("import socket; socket.create_connection(('127.0.0.1', 9)).close()");
                return false;
            } catch (ExecutionFailedException e) {
                return !e.snapshot().typeName().equals("ConnectionRefusedError");
            }
        }).join());
        ExecutionFailedException refused = fails(ExecutionFailedException.class, pool.submit("os:system", "true"));
        assertTrue(refused.getMessage(), refused.getMessage().contains("confined"));
    }

    @Test
    public void wrongValuesLeaveThePoolAsItWas() throws Exception {
        pools.configure("wrong", "max", -1);
        pools.awaitLog(
                "org.clutch.pool~wrong: max = -1 is wrong, allowed is a whole number in 0 to 1000; there is no pool");
        assertFalse(pools.exists("wrong"));
        InterpreterPool pool = pools.create("wrong", "max", "1", "reset", "keep");
        long id = pool.submit(Interpreter::id).get();
        pools.configure("wrong", "max", 5, "reset", "sometimes");
        pools.awaitLog(
                "org.clutch.pool~wrong: reset = sometimes is wrong, allowed is fresh or keep; the pool stays as it was");
        pools.configure("wrong", "max", 5, "preload", "clutch_no_such_module");
        pools.awaitLog("org.clutch.pool~wrong stays as it was: pool 'wrong' cannot make an interpreter: preload = "
                + "clutch_no_such_module failed with ModuleNotFoundError");
        assertEquals(id, (long) pool.submit(Interpreter::id).get());
        assertEquals(1, pool.statistics().max());
        pools.create("unmade", "preload", "clutch_no_such_module", "max", 1);
        PoolException e = fails(PoolException.class, pools.await("unmade").submit("math:sqrt", 1));
        assertTrue(e.getMessage(), e.getMessage().contains("No module named 'clutch_no_such_module'"));
    }
}
