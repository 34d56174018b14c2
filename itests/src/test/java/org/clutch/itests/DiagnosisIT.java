package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.inject.Inject;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.Dump;
import org.clutch.diagnosis.InterpreterDump;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.diagnosis.PythonFrame;
import org.clutch.diagnosis.ThreadDump;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.QueueReference;
import org.junit.Test;

/** What the core says of interpreters that are busy, wait, or cannot be stopped. */
public class DiagnosisIT extends ContainerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @Inject
    private Diagnosis diagnosis;

    private InterpreterQueue queue() {
        return queues.create(0, UnboundItems.UNBOUND);
    }

    private Interpreter with(Map<String, InterpreterQueue> bound) {
        Interpreter interpreter = interpreters.create();
        bound.forEach((name, queue) -> interpreter.prepareMain(Map.of(name, new QueueReference(queue.id()))));
        return interpreter;
    }

    private InterpreterDump dumpOf(Interpreter interpreter, Duration deadline) {
        return diagnosis.dump(deadline).interpreters().stream()
                .filter(each -> each.interpreter().id() == interpreter.id()).findAny().orElseThrow();
    }

    private static List<String> functions(ThreadDump thread) {
        return thread.frames().stream().map(PythonFrame::function).toList();
    }

    @Test
    public void busyThreadsSayWhereTheyAre() throws Exception {
        InterpreterQueue inside = queue();
        Interpreter busy = with(Map.of("inside", inside));
        Future<?> run = threads.submit(() -> busy.exec("""
                def outer():
                    spin()
                def spin():
                    inside.put(None)
                    while True:
                        pass
                outer()
                """));
        inside.take();
        InterpreterDump dump = dumpOf(busy, DEADLINE);
        assertEquals(InterpreterInfo.State.RUNNING, dump.interpreter().state());
        assertEquals(1, dump.threads().size());
        ThreadDump thread = dump.threads().getFirst();
        List<String> functions = functions(thread);
        assertEquals(thread.toString(), List.of("<module>", "outer", "spin"), functions.subList(0, 3));
        assertEquals("<script>", thread.frames().get(2).file());
        assertTrue(busy.interrupt(Duration.ofSeconds(30)));
        failsInterrupted(run);
    }

    private static void failsInterrupted(Future<?> run) throws Exception {
        try {
            run.get();
            throw new AssertionError("it ran to its end");
        } catch (ExecutionException e) {
            assertEquals(ExecutionInterruptedException.class, e.getCause().getClass());
        }
    }

    @Test
    public void waitingThreadsSayWhatTheyWaitForAndWaitOn() throws Exception {
        InterpreterQueue inside = queue();
        InterpreterQueue jobs = queue();
        Interpreter waiting = with(Map.of("inside", inside, "jobs", jobs));
        Future<?> run = threads.submit(() -> waiting.exec("inside.put(None); inside.put(jobs.get())"));
        inside.take();
        ThreadDump thread;
        do {
            // It is on its way into the wait.
            thread = dumpOf(waiting, DEADLINE).threads().getFirst();
        } while (thread.waitsFor() == null);
        assertEquals("receive from queue " + jobs.id(), thread.waitsFor().purpose());
        assertEquals(Set.of(waiting.id()), thread.waitsFor().interpreters());
        assertEquals("get", functions(thread).getLast());
        jobs.put(42);
        assertEquals(42L, inside.take());
        run.get();
        ChannelInfo info = diagnosis.channels().stream().filter(each -> each.isQueue() && each.id() == jobs.id())
                .findAny().orElseThrow();
        assertEquals(1, info.received());
        assertEquals(0, info.size());
        assertEquals("queue", info.transport());
    }

    @Test
    public void threadsInSeveralInterpretersShowBoth() throws Exception {
        InterpreterQueue inside = queue();
        Interpreter outer = with(Map.of("inside", inside));
        Future<?> run = threads.submit(() -> outer.exec("""
                from concurrent import interpreters
                def spin(inside):
                    inside.put(None)
                    while True:
                        pass
                interpreters.create().call(spin, inside)
                """));
        inside.take();
        ThreadDump thread = dumpOf(outer, DEADLINE).threads().getFirst();
        assertEquals(thread.toString(), "<module>", functions(thread).getFirst());
        int entry = thread.frames().indexOf(PythonFrame.ENTRY);
        assertTrue(thread.toString(), entry > 0);
        assertTrue(thread.toString(), functions(thread).subList(entry, thread.frames().size()).contains("spin"));
        interpreters.list().stream().filter(each -> each.id() > outer.id())
                .forEach(each -> each.close(Duration.ofSeconds(30)));
        try {
            run.get();
        } catch (ExecutionException e) {
            assertNotNull(e.getCause());
        }
    }

    @Test
    public void whatCannotBeStoppedIsShownAsAbandonedWithItsJavaFrames() throws Exception {
        InterpreterQueue inside = queue();
        Interpreter stuck = with(Map.of("inside", inside));
        // No interrupt reaches a thread that waits for the lock of imports, nor does a question where it is.
        Thread.ofPlatform().start(() -> stuck.exec("import _imp; _imp.acquire_lock()")).join();
        Thread thread;
        boolean heard;
        do {
            thread = Thread.ofPlatform().daemon().name("stuck-here").start(() -> {
                try {
                    stuck.exec("inside.put(None); import colorsys");
                } catch (ExecutionInterruptedException e) {
                    // It came before the import.
                }
            });
            inside.take();
            heard = stuck.interrupt(Duration.ofMillis(500));
        } while (heard);
        InterpreterDump dump = dumpOf(stuck, Duration.ofMillis(200));
        assertEquals(InterpreterInfo.State.ABANDONED, dump.interpreter().state());
        ThreadDump shown = dump.threads().stream().filter(each -> each.thread().equals("stuck-here")).findAny()
                .orElseThrow();
        assertEquals(List.of(), shown.frames());
        assertFalse(shown.javaFrames().isEmpty());
        assertTrue(interpreters.find(stuck.id()).isEmpty());
    }

    @Test
    public void heldLocksAreListedWithTheirHolders() throws Exception {
        Interpreter one = interpreters.create();
        one.exec("from clutch import sync; door = sync.Lock(name='door %d'); door.acquire()".formatted(one.id()));
        String name = "'door " + one.id() + "'";
        Dump dump = diagnosis.dump(DEADLINE);
        assertEquals(Set.of(one.id()), dump.locks().stream().filter(each -> each.lock().endsWith(name)).findAny()
                .orElseThrow().holders());
        one.exec("door.release()");
        assertTrue(diagnosis.locks().stream().noneMatch(each -> each.lock().endsWith(name)));
    }
}
