package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.clutch.core.NotPublic;
import org.clutch.interpreter.ExceptionSnapshot;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.share.NotShareableException;
import org.clutch.share.Tuple;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Python objects as Java interfaces. */
@Timeout(60)
class PythonProxyTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter interpreter = registry.create();
    private final FakeState state = engine.last();

    interface Names {
        void run();

        void sayHello();

        void getHTTPResponse();

        void toURL();

        void utf8Text2Bytes();
    }

    record Point(int x, int y) {}

    interface Shapes {
        List<Point> corners();

        Optional<Point> centre();

        Map<TimeUnit, int[]> times();

        int count();

        Integer boxed();

        void nothing();

        Object any();

        Point move(Point by, List<String> names);

        String join(String... parts);
    }

    private <T> T as(Class<T> type) {
        T object = interpreter.as(type, "module:object");
        state.calls.clear();
        return object;
    }

    private void returns(Object value) {
        state.result = _ -> value;
    }

    @Test
    void objectIsBoundOnceByTheNameThatWasAskedFor() {
        Names names = interpreter.as(Names.class, "module:Names");
        returns(null);
        names.run();
        names.run();
        assertEquals(List.of("bind module:Names", "call [run]", "call [run]"), state.calls);
    }

    @Test
    void methodsAreAskedForByTheirNameAndInSnakeCase() {
        Names names = as(Names.class);
        names.run();
        names.sayHello();
        names.getHTTPResponse();
        names.toURL();
        names.utf8Text2Bytes();
        assertEquals(List.of("call [run]", "call [sayHello, say_hello]", "call [getHTTPResponse, get_http_response]",
                "call [toURL, to_url]", "call [utf8Text2Bytes, utf8_text2_bytes]"), state.calls);
    }

    @Test
    void resultsAreConvertedByTheReturnType() {
        Shapes shapes = as(Shapes.class);
        returns(List.of(Map.of("x", 1L, "y", 2L)));
        assertEquals(List.of(new Point(1, 2)), shapes.corners());
        returns(null);
        assertEquals(Optional.empty(), shapes.centre());
        assertNull(shapes.boxed());
        assertNull(shapes.any());
        returns(Map.of("DAYS", List.of(1L, 2L)));
        assertEquals(2, shapes.times().get(TimeUnit.DAYS)[1]);
        returns(7L);
        assertEquals(7, shapes.count());
        assertEquals(7L, shapes.any());
        shapes.nothing();
    }

    @Test
    void resultThatDoesNotFitIsRefusedByTheNameOfTheMethod() {
        Shapes shapes = as(Shapes.class);
        returns("x");
        assertEquals("the result of Shapes.count is 'x' (String), which is no int",
                assertThrows(InterpreterException.class, shapes::count).getMessage());
        returns(null);
        assertEquals("the result of Shapes.count is None, which is no int",
                assertThrows(InterpreterException.class, shapes::count).getMessage());
        returns(List.of(5L));
        assertEquals("the result of Shapes.corners[0] is 5 (Long), which is no " + Point.class.getTypeName(),
                assertThrows(InterpreterException.class, shapes::corners).getMessage());
    }

    @Test
    void argumentsAreConvertedAsThoseOfCalls() {
        Shapes shapes = as(Shapes.class);
        state.result = args -> {
            assertEquals(List.of(Map.of("x", 1L, "y", 2L), Tuple.of("a")), args);
            return args.getFirst();
        };
        assertEquals(new Point(1, 2), shapes.move(new Point(1, 2), List.of("a")));
        assertEquals("args[0] is of type java.lang.String[], which cannot cross between interpreters",
                assertThrows(NotShareableException.class, () -> shapes.join("a", "b")).getMessage());
        assertEquals(List.of("call [move]"), state.calls);
    }

    @Test
    void objectItselfMayBeTheOneMethodOfAFunctionalInterface() throws Exception {
        returns(7L);
        as(Runnable.class).run();
        assertEquals(List.of("call [run] or itself"), state.calls);
        assertEquals(7L, as(Callable.class).call());
        assertEquals(7, as(IntBinaryOperator.class).applyAsInt(1, 2));
        assertEquals(List.of("call [applyAsInt, apply_as_int] or itself"), state.calls);
        assertEquals(7L, as(Supplier.class).get());
    }

    interface Order extends Comparator<String> {}

    interface Twice extends Runnable {
        @Override
        void run();
    }

    interface RunsToo {
        void run();
    }

    interface Both extends Runnable, RunsToo {}

    interface Two extends Runnable {
        void stop();
    }

    @Test
    void methodsThatEveryObjectHasOrThatAreInheritedTwiceDoNotCount() {
        returns(1L);
        assertEquals(1, as(Order.class).compare("a", "b"));
        assertEquals(List.of("call [compare] or itself"), state.calls);
        as(Twice.class).run();
        assertEquals(List.of("call [run] or itself"), state.calls);
        as(Both.class).run();
        assertEquals(List.of("call [run] or itself"), state.calls);
        as(Two.class).run();
        assertEquals(List.of("call [run]"), state.calls);
    }

    interface Greeter {
        String name();

        default String greetAll(int times) {
            return ("hello " + name() + " ").repeat(times).strip();
        }
    }

    @Test
    void defaultMethodIsPythonsIfItHasOne() {
        Greeter greeter = as(Greeter.class);
        returns("Ann");
        assertEquals("hello Ann hello Ann", greeter.greetAll(2));
        state.methods = Set.of("greet_all");
        assertEquals("Ann", greeter.greetAll(2));
        state.methods = Set.of("greetAll");
        assertEquals("Ann", greeter.greetAll(2));
        assertEquals(List.of("call [name] or itself", "call [greetAll, greet_all]", "call [greetAll, greet_all]"),
                state.calls);
    }

    interface Failing {
        void run();

        default void fail() {
            throw new UnsupportedOperationException("on purpose");
        }
    }

    @Test
    void exceptionOfADefaultMethodIsItsOwn() {
        assertEquals("on purpose",
                assertThrows(UnsupportedOperationException.class, as(Failing.class)::fail).getMessage());
    }

    @Test
    void defaultMethodsOfTheJdkAndOfInterfacesThatAreNotPublicWork() {
        returns(1L);
        state.result = args -> args.equals(List.of("b", "a")) ? 1L : -1L;
        assertEquals(1, as(Order.class).reversed().compare("a", "b"));
        returns("Ann");
        assertEquals("hello Ann", NotPublic.greet(as(NotPublic.type()), "hello"));
    }

    interface Doubler extends Function<Integer, Integer> {}

    interface Renamed<B, A> extends Function<A, List<B>> {}

    interface Points extends Renamed<Point, String> {}

    interface Narrowed extends UnaryOperator<Integer> {
        @Override
        Integer apply(Integer number);
    }

    @Test
    void inheritedMethodReturnsWhatTheInterfaceSays() {
        returns(4L);
        Integer doubled = as(Doubler.class).apply(2);
        assertEquals(4, doubled);
        returns(List.of(List.of(1L, 2L)));
        Point point = as(Points.class).apply("x").getFirst();
        assertEquals(new Point(1, 2), point);
    }

    @Test
    void overriddenMethodIsTheSameThroughItsAncestor() {
        returns(4L);
        state.methods = Set.of("apply");
        Function<Integer, Integer> narrowed = as(Narrowed.class);
        Integer result = narrowed.apply(2);
        assertEquals(4, result);
        assertEquals(List.of("call [apply] or itself"), state.calls);
    }

    interface Free {
        <T extends Number> T number(T like);
    }

    @Test
    void typeVariableOfAMethodIsItsBound() {
        returns(4L);
        Number number = as(Free.class).<Number>number(1);
        assertEquals(4L, number);
        returns("x");
        assertThrows(InterpreterException.class, () -> as(Free.class).<Number>number(1));
    }

    @Test
    void methodsOfEveryObjectAreJavas() {
        Names names = as(Names.class);
        Names other = as(Names.class);
        assertEquals("Names[module:object in interpreter 1]", names.toString());
        assertTrue(names.equals(names));
        assertNotEquals(names, other);
        assertFalse(names.equals(null));
        assertEquals(names.hashCode(), names.hashCode());
        assertEquals(System.identityHashCode(names), names.hashCode());
        assertEquals(List.of(), state.calls);
    }

    @Test
    void whatPythonRaisesIsThrown() {
        Names names = as(Names.class);
        ExecutionFailedException failure = new ExecutionFailedException(
                new ExceptionSnapshot("E", "E", "m", "boom", "E: boom", "Traceback\nE: boom"));
        state.result = _ -> {
            throw failure;
        };
        assertSame(failure, assertThrows(ExecutionFailedException.class, names::run));
    }

    @Test
    void callsDoNotCountAsRunningAndMayComeWhileItRuns() throws Exception {
        Names names = as(Names.class);
        state.result = _ -> interpreter.isRunning() ? "running" : null;
        names.run();
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        assertEquals("running", as(Shapes.class).any());
        state.release();
        running.result();
    }

    @Test
    void onceTheInterpreterIsClosedEveryMethodSaysNotFound() {
        Greeter greeter = as(Greeter.class);
        interpreter.close();
        state.calls.clear();
        assertEquals("unrecognized interpreter ID 1",
                assertThrows(InterpreterNotFoundException.class, greeter::name).getMessage());
        assertThrows(InterpreterNotFoundException.class, () -> greeter.greetAll(1));
        assertThrows(InterpreterNotFoundException.class, () -> interpreter.as(Names.class, "module:object"));
        assertEquals("Greeter[module:object in interpreter 1]", greeter.toString());
        assertEquals(List.of(), state.calls);
    }

    @Test
    void classIsRefusedAndNothingIsBound() {
        assertEquals("java.lang.Thread is no interface", assertThrows(IllegalArgumentException.class,
                () -> interpreter.as(Thread.class, "module:object")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> interpreter.as(int.class, "module:object"));
        assertEquals(List.of(), state.calls);
    }
}
