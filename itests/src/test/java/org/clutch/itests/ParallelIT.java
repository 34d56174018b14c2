package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.Interpreters;
import org.clutch.share.Tuple;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;

/** What several interpreters, and several threads in each, do at the same time. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public class ParallelIT {
    @Rule
    public final Timeout timeout = Timeout.seconds(240);

    @Inject
    private Interpreters interpreters;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Configuration
    public static Option[] container() {
        return new Option[]{ClutchContainer.clutch()};
    }

    @After
    public void closeAll() {
        threads.shutdown();
        interpreters.list().stream().filter(each -> each.id() != 0).forEach(each -> each.close(Duration.ofSeconds(5)));
    }

    /** With one lock for both, one of the two threads would wait for it whenever the other runs. */
    @Test
    public void twoBusyInterpretersRunAtTheSameTime() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        List<Thread> busy = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Interpreter interpreter = interpreters.create();
            interpreter.exec("def spin():\n    n = 0\n    for i in range(2_000_000): n += i\n    return n");
            CountDownLatch started = new CountDownLatch(1);
            Thread thread = Thread.ofPlatform().name("busy-" + i).start(() -> {
                while (stop.getCount() > 0) {
                    interpreter.call("spin");
                    started.countDown();
                }
            });
            started.await();
            busy.add(thread);
        }
        int together = 0;
        while (together < 200) {
            boolean both = busy.stream().allMatch(thread -> thread.getState() == State.RUNNABLE);
            together = both ? together + 1 : 0;
            Thread.onSpinWait();
        }
        stop.countDown();
        for (Thread thread : busy) {
            thread.join();
        }
    }

    @Test
    public void threadsTakeTurnsInEveryInterpreter() throws Exception {
        List<Interpreter> three = Stream.generate(interpreters::create).limit(3).toList();
        for (Interpreter interpreter : three) {
            interpreter.exec("""
                    import threading
                    counts = [0, 0]
                    def spin(i):
                        while True: counts[i] += 1
                    def progress(): return tuple(counts)
                    spinners = [threading.Thread(target=spin, args=(i,)) for i in (0, 1)]
                    for spinner in spinners: spinner.start()
                    """);
        }
        for (Interpreter interpreter : three) {
            for (int round = 0; round < 3; round++) {
                List<Object> before = progress(interpreter);
                List<Object> now = before;
                while ((long) now.get(0) == (long) before.get(0) || (long) now.get(1) == (long) before.get(1)) {
                    now = progress(interpreter);
                }
            }
        }
        for (Interpreter interpreter : three) {
            assertTrue(interpreter.interrupt(Duration.ofSeconds(60)));
            interpreter.exec("for spinner in spinners: spinner.join()");
            interpreter.close();
        }
    }

    private static List<Object> progress(Interpreter interpreter) {
        return ((Tuple) interpreter.call("progress")).items();
    }

    @Test
    public void nativeModulesWorkInThreeInterpretersAtOnce() throws Exception {
        List<Interpreter> three = Stream.generate(interpreters::create).limit(3).toList();
        List<Future<?>> runs = new ArrayList<>();
        for (Interpreter interpreter : three) {
            runs.add(threads.submit(() -> interpreter.exec("""
                    import sqlite3, sys, termios, xml.etree.ElementTree as ET
                    assert ET.fromstring('<a><b>text</b></a>').find('b').text == 'text'
                    db = sqlite3.connect(':memory:', check_same_thread=False)
                    db.execute('create table t (x)')
                    db.execute('insert into t values (?)', (42,))
                    def answer(): return db.execute('select x from t').fetchone()[0]
                    assert sys.prefix == sys.base_prefix
                    """)));
        }
        for (Future<?> run : runs) {
            run.get();
        }
        for (Interpreter interpreter : three) {
            assertEquals(42L, interpreter.call("answer"));
        }
    }

    /** The attendant is Python's main thread: it must be inside for this to work. */
    @Test
    public void weakrefCallbacksRunWithoutAnybodyInside() {
        Interpreter interpreter = interpreters.create();
        interpreter.exec("""
                import weakref
                gone = []
                class Thing: pass
                thing = Thing()
                ref = weakref.ref(thing, gone.append)
                del thing
                def fired(): return len(gone)
                """);
        while (interpreter.call("fired").equals(0L)) {
            System.gc();
        }
    }

    @Test
    public void threadsHaveStacksForDeepRecursion() {
        Interpreter interpreter = interpreters.create();
        interpreter.exec("""
                import threading
                def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
                found = []
                t = threading.Thread(target=lambda: found.append(depth(2500)))
                t.start()
                t.join()
                assert found == [2500], found
                """);
    }
}
