package org.clutch.itests;

import static org.clutch.itests.Pools.until;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.inject.Inject;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.junit.Test;

/** What extension modules in Java do with threads: their own, and those that call them. */
public class ExtensionThreadsIT extends ExtensionContainerTest {
    @Inject
    private InterpreterQueues queues;

    @Test
    public void moduleUsesChannelsFromAThreadOfItsOwn() throws Exception {
        start(ExtensionBundle.greeter());
        Interpreter owner = interpreters.create();
        owner.exec("""
                import greeter
                from clutch import channels

                names_in, names = channels.create()
                greetings, greetings_out = channels.create()
                greeter.serve(names_in, greetings_out)
                names.send("Ann")
                assert greetings.recv() == "Hello, Ann!"
                names.send("Bo")
                # Nobody calls it now; it is in no interpreter.
                """);
        assertEquals("Hello, Bo!", owner.call("greetings.recv"));
        owner.exec("""
                names.close()
                try:
                    greetings.recv()
                except channels.ChannelClosedError:
                    pass
                else:
                    raise AssertionError("open")
                """);
    }

    @Test
    public void blockedCallFreesItsInterpreterAndHearsAnInterrupt() throws Exception {
        start(ExtensionBundle.greeter());
        Interpreter interpreter = interpreters.create();
        InterpreterQueue go = queues.create(0, UnboundItems.UNBOUND);
        InterpreterQueue seen = queues.create(0, UnboundItems.UNBOUND);
        interpreter.prepareMain(Map.of("go", go, "seen", seen));
        FutureTask<?> pause = new FutureTask<>(() -> {
            interpreter.exec("""
                    import threading, greeter

                    threading.Thread(target=lambda: seen.put(go.get())).start()
                    greeter.pause(3600)
                    """);
            return null;
        });
        Thread caller = Thread.ofPlatform().daemon().start(pause);
        until(() -> Arrays.stream(caller.getStackTrace()).anyMatch(each -> each.getMethodName().equals("pause")));
        go.put("went");
        assertEquals("went", seen.take());
        assertTrue(interpreter.interrupt(Duration.ofSeconds(60)));
        ExecutionException failure = assertThrows(ExecutionException.class, pause::get);
        assertTrue(failure.getCause().toString(), failure.getCause() instanceof ExecutionInterruptedException);
    }

    @Test
    public void callsOfASharedModuleComeOneAfterTheOther() throws Exception {
        start(ExtensionBundle.greeter().named("town")
                .inManifest("interpreters=per-interpreter", "interpreters=shared")
                .inComponent("scope=\"prototype\"", "scope=\"singleton\""));
        InterpreterQueue order = queues.create(0, UnboundItems.UNBOUND);
        InterpreterQueue go = queues.create(0, UnboundItems.UNBOUND);
        Interpreter first = interpreters.create();
        Interpreter second = interpreters.create();
        for (Interpreter each : List.of(first, second)) {
            each.prepareMain(Map.of("order", order, "go", go, "me", each == first ? "first" : "second"));
            each.exec("""
                    import town

                    def name(given):
                        order.put(me + " begins")
                        if me == "first":
                            go.get()
                        order.put(me + " ends")
                        return given

                    def call():
                        town.greet_all(["x"], key=name)
                    """);
        }
        FutureTask<Object> one = new FutureTask<>(() -> first.call("call"));
        FutureTask<Object> two = new FutureTask<>(() -> second.call("call"));
        Thread.ofPlatform().daemon().start(one);
        assertEquals("first begins", order.take());
        Thread waiting = Thread.ofPlatform().daemon().start(two);
        until(() -> waiting.getState() == Thread.State.WAITING || order.size() > 0);
        go.put(null);
        one.get();
        two.get();
        assertEquals("first ends", order.take());
        assertEquals("second begins", order.take());
    }
}
