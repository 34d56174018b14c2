package org.clutch.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Streams;
import org.clutch.share.Tuple;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** What Java programmers get beyond exec and call: typed results, Java interfaces on Python objects, streams, threads. */
public class JavaFaceIT extends ContainerTest {
    @Inject
    private BundleContext context;

    public record Point(int x, double y, Optional<String> label) {}

    public record Shape(String name, List<Point> points, Map<String, Integer> sides) {}

    public enum Colour {
        RED, GREEN
    }

    public interface Greeter {
        String greet(String name);

        List<String> greetAll(Set<String> names);

        Point locate(Point start, Colour colour);

        void fail();

        default String missing() {
            return "Java's";
        }
    }

    private static final String GREETER = """
            from dataclasses import dataclass
            @dataclass
            class Point:
                x: int
                y: float
                label: str | None = None
            class Greeter:
                def __init__(self): self.count = 0
                def greet(self, name):
                    self.count += 1
                    return f'Hello, {name}!'
                def greet_all(self, names):
                    assert type(names) is set
                    return sorted(map(self.greet, names))
                def locate(self, start, colour):
                    return Point(start['x'] + 1, start['y'], colour)
                def fail(self): raise LookupError('as asked')
            greeter = Greeter()
            """;

    @Test
    public void resultsHaveJavaTypes() {
        Interpreter interpreter = interpreters.create();
        interpreter.exec(GREETER + """
                def shape(): return {'name': 's', 'points': [Point(1, 2.5), (3, 4, 'b')], 'sides': {'a': 1}}
                def echo(x): return x
                """);
        assertEquals(new Shape("s", List.of(new Point(1, 2.5, Optional.empty()), new Point(3, 4, Optional.of("b"))),
                Map.of("a", 1)), interpreter.call(Shape.class, "shape"));
        assertEquals(7, (int) interpreter.call(int.class, "echo", 7));
        assertEquals(BigInteger.TWO.pow(70), interpreter.call(BigInteger.class, "echo", BigInteger.TWO.pow(70)));
        assertEquals(Colour.GREEN, interpreter.call(Colour.class, "echo", Colour.GREEN));
        assertArrayEquals(new int[]{1, 2}, interpreter.call(int[].class, "echo", List.of(1, 2)));
        assertArrayEquals(new byte[]{1, -1}, interpreter.call(byte[].class, "echo", new byte[]{1, -1}));
        assertEquals(Map.of("a", Tuple.of(1, 2)), interpreter.call("echo", Map.of("a", List.of(1, 2))));
        assertEquals(Set.of("a", "b"), interpreter.call(Set.class, "echo", Set.of("a", "b")));
        InterpreterException wrong = assertThrows(InterpreterException.class,
                () -> interpreter.call(int.class, "echo", "seven"));
        assertEquals("the result of echo is 'seven' (String), which is no int", wrong.getMessage());
    }

    @Test
    public void aPythonObjectIsAJavaService() {
        Interpreter interpreter = interpreters.create();
        interpreter.exec(GREETER);
        Greeter greeter = interpreter.as(Greeter.class, "greeter");
        ServiceRegistration<Greeter> registration = context.registerService(Greeter.class, greeter, null);
        try {
            ServiceReference<Greeter> reference = context.getServiceReference(Greeter.class);
            Greeter service = context.getService(reference);
            assertEquals("Hello, OSGi!", service.greet("OSGi"));
            assertEquals(List.of("Hello, a!", "Hello, b!"), service.greetAll(Set.of("a", "b")));
            assertEquals(new Point(2, 0.5, Optional.of("RED")),
                    service.locate(new Point(1, 0.5, Optional.empty()), Colour.RED));
            assertEquals("Java's", service.missing());
            ExecutionFailedException failure = assertThrows(ExecutionFailedException.class, service::fail);
            assertEquals("LookupError: as asked", failure.snapshot().formatted());
            assertTrue(failure.snapshot().traceback(), failure.snapshot().traceback().contains("line 17, in fail"));
        } finally {
            registration.unregister();
        }
        interpreter.exec("assert greeter.count == 3");
        interpreter.close();
        assertThrows(InterpreterNotFoundException.class, () -> greeter.greet("nobody"));
    }

    @Test
    public void aFunctionIsAFunctionalInterfaceAndAClassIsMade() {
        Interpreter interpreter = interpreters.create();
        IntBinaryOperator power = interpreter.as(IntBinaryOperator.class, "builtins:pow");
        assertEquals(1024, power.applyAsInt(2, 10));
        interpreter.exec("class Counter:\n    n = 0\n    def get(self):\n        self.n += 1\n        return self.n");
        Supplier<?> counter = interpreter.as(Supplier.class, "Counter");
        assertEquals(1L, counter.get());
        assertEquals(2L, counter.get());
        assertEquals("AttributeError", assertThrows(ExecutionFailedException.class,
                () -> interpreter.as(Runnable.class, "nothing_here")).snapshot().typeName());
        assertThrows(IllegalArgumentException.class, () -> interpreter.as(String.class, "Counter"));
    }

    /** Interface calls take turns with a run, and with each other, from virtual threads too. */
    @Test
    public void interfaceCallsGetInWhileTheInterpreterIsBusy() throws Exception {
        Interpreter interpreter = interpreters.create();
        interpreter.exec(GREETER + "import threading\nlock = threading.Lock()\nlock.acquire()\nrelease = lock.release");
        Greeter greeter = interpreter.as(Greeter.class, "greeter");
        Runnable release = interpreter.as(Runnable.class, "release");
        Future<?> busy = threads.submit(() -> interpreter.exec("while not lock.acquire(False): pass"));
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> greetings = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "v" + i;
                greetings.add(virtual.submit(() -> greeter.greet(name)));
            }
            for (int i = 0; i < 8; i++) {
                assertEquals("Hello, v" + i + "!", greetings.get(i).get());
            }
        }
        assertFalse(busy.isDone());
        release.run();
        busy.get();
    }

    @Test
    public void virtualThreadsExecuteAndCall() throws Exception {
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            Interpreter interpreter = interpreters.create();
            virtual.submit(() -> interpreter.exec("x = 41")).get();
            assertEquals(42L, virtual.submit(() -> interpreter.call("builtins:sum", List.of(41, 1))).get());
        }
    }

    @Test
    public void streamsBelongToOneInterpreter() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream("first\nsecond ä\n".getBytes(StandardCharsets.UTF_8));
        Interpreter interpreter = interpreters
                .create(new InterpreterSpec("streams").withStreams(new Streams(in, out, err)));
        interpreter.exec("""
                import sys
                print(input(), '|', sys.stdin.readline().strip(), '|', sys.stdin.read() == '')
                print('wrong ü', file=sys.stderr)
                sys.stdout.buffer.write(b'bytes')
                sys.stdout.flush()
                """);
        assertEquals("first | second ä | True\nbytes", out.toString(StandardCharsets.UTF_8));
        assertEquals("wrong ü\n", err.toString(StandardCharsets.UTF_8));
        interpreters.create().exec("import sys; assert sys.stdout.fileno() == 1");
        interpreter.close(Duration.ofSeconds(5));
    }

    @Test
    public void specGivesEnvironmentAndPath() {
        Interpreter interpreter = interpreters.create(InterpreterSpec.DEFAULT.withEnvironment(Map.of("GIVEN", "yes"))
                .withPythonPath(Path.of("/given/path")));
        interpreter.exec("import os, sys; assert os.environ['GIVEN'] == 'yes' and 'PATH' in os.environ");
        interpreter.exec("assert '/given/path' in sys.path");
        interpreters.create()
                .exec("import os, sys; assert 'GIVEN' not in os.environ and '/given/path' not in sys.path");
    }
}
