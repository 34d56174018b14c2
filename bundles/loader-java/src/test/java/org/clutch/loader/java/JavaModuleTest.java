package org.clutch.loader.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.core.interpreter.CrossInterpreterTypes;
import org.clutch.core.interpreter.JavaConversions;
import org.clutch.extension.Doc;
import org.clutch.extension.Exported;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ModuleDescription;
import org.clutch.extension.ModuleDescription.Argument;
import org.clutch.extension.ModuleDescription.Function;
import org.clutch.extension.ModuleDescription.Type;
import org.clutch.extension.ModuleObject;
import org.clutch.extension.ModuleUnloadedException;
import org.clutch.extension.Parameter;
import org.clutch.extension.RaisedException;
import org.clutch.share.ArrayMemory;
import org.clutch.share.Bytes;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What annotated classes become, and how their members are called. */
@Timeout(60)
class JavaModuleTest {
    private final JavaConversions values = new JavaConversions(new CrossInterpreterTypes());

    private JavaModule module(Object instance) {
        return module(instance, null);
    }

    private JavaModule module(Object instance, ReentrantLock turns) {
        return new JavaModule("m", instance, ModuleClass.of("m", instance, values), values, turns, () -> {});
    }

    private static Object call(JavaModule module, String member, Object... arguments) throws Exception {
        return module.call(member, null, Arrays.asList(arguments));
    }

    @Doc("All kinds.")
    public static final class Kinds {
        @Exported
        public static final String ANSWER = "42";
        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);

        @Exported
        @Doc("Add.")
        public int addUp(@Parameter("left") int left, @Parameter(value = "right", otherwise = "-1") int right) {
            return left + right;
        }

        @Exported
        public Map<String, Object> collections(@Parameter("names") List<String> names) {
            return Map.of("names", names, "set", Set.of(1), "array", new String[]{"a"}, "bytes", new byte[]{1});
        }

        @Exported
        public Iterator<Integer> numbers() {
            return List.of(1, 2).iterator();
        }

        @Exported(name = "first_byte")
        public int first(@Parameter("memory") ByteBuffer memory) {
            return memory.get(0);
        }

        @Exported
        public void fail(@Parameter("how") String how) throws Exception {
            switch (how) {
                case "own" -> throw new OwnError("mine");
                case "io" -> throw new IOException("disk");
                case "index" -> throw new IndexOutOfBoundsException("5");
                case "state" -> throw new IllegalStateException("odd");
                case "interrupt" -> throw new InterruptedException();
                default -> throw new StackOverflowError();
            }
        }

        @Exported
        public void stay() throws InterruptedException {
            inside.countDown();
            leave.await();
        }

        @Exported
        public static final class OwnError extends IOException {
            private static final long serialVersionUID = 1L;

            OwnError(String message) {
                super(message);
            }
        }

        @Exported
        public final class Thing {
            private String label;

            @Exported
            public Thing(@Parameter("label") String label) {
                this.label = label;
            }

            @Exported(property = true)
            public String label() {
                return label;
            }

            @Exported(name = "label", property = true)
            public void setLabel(String newLabel) {
                label = newLabel;
            }

            @Exported
            public Kinds outer() {
                return Kinds.this;
            }

            @Exported
            public List<Thing> twice() {
                return List.of(this, this);
            }
        }
    }

    @Test
    void descriptionHasWhatIsExported() {
        ModuleDescription description = module(new Kinds()).description();
        assertEquals("All kinds.", description.doc());
        assertEquals("42", description.constants().getFirst().value());
        assertEquals(new Function("add_up", "Add.", List.of(new Argument("left", true, null),
                new Argument("right", false, -1L))), description.functions().getFirst());
        assertEquals(List.of("add_up", "collections", "fail", "first_byte", "numbers", "stay"),
                description.functions().stream().map(Function::name).toList());
        assertEquals("OSError", description.exceptions().getFirst().base());
        assertEquals(List.of("Thing", ModuleClass.ITERATOR), description.types().stream().map(Type::name).toList());
        Type thing = description.types().getFirst();
        assertEquals(1, thing.constructor().parameters().size());
        assertTrue(thing.properties().getFirst().settable());
    }

    @Test
    void argumentsAndResultsAreConverted() throws Exception {
        JavaModule module = module(new Kinds());
        assertEquals(3L, call(module, "add_up", 1L, 2L));
        RaisedException wrong = assertThrows(RaisedException.class, () -> call(module, "add_up", 1L, "x"));
        assertEquals("TypeError", wrong.type());
        assertTrue(wrong.getMessage().startsWith("add_up(): right: "), wrong.getMessage());
        assertEquals(Map.of("names", List.of("a"), "set", Set.of(1L), "array", List.of("a"), "bytes",
                Bytes.copyOf(new byte[]{1})), call(module, "collections", List.of("a")));
        assertEquals(7L, call(module, "first_byte", ArrayMemory.of(new byte[]{7})));
    }

    @Test
    void iteratorEndsWithStopIteration() throws Exception {
        JavaModule module = module(new Kinds());
        ModuleObject numbers = (ModuleObject) call(module, "numbers");
        assertSame(numbers, module.call("_Iterator.__iter__", numbers, List.of()));
        assertEquals(1L, module.call("_Iterator.__next__", numbers, List.of()));
        assertEquals(2L, module.call("_Iterator.__next__", numbers, List.of()));
        assertEquals("StopIteration", assertThrows(RaisedException.class,
                () -> module.call("_Iterator.__next__", numbers, List.of())).type());
    }

    @Test
    void objectsStayAndBelongToTheirModule() throws Exception {
        Kinds kinds = new Kinds();
        JavaModule module = module(kinds);
        ModuleObject thing = (ModuleObject) call(module, "Thing", "a");
        assertEquals("a", module.call("Thing.label", thing, List.of()));
        assertNull(module.call("Thing.label=", thing, List.of("b")));
        assertEquals("b", module.call("Thing.label", thing, List.of()));
        assertEquals(List.of(thing, thing), module.call("Thing.twice", thing, List.of()));
        assertSame(kinds, assertInstanceOf(Kinds.Thing.class, thing.object()).outer());
        assertThrows(ModuleUnloadedException.class, () -> call(module(new Kinds()), "add_up", thing, 1L));
    }

    @Test
    void exceptionsBecomePythonsOwn() {
        JavaModule module = module(new Kinds());
        Map<String, String> expected = Map.of("own", "OwnError", "io", "OSError", "index", "IndexError", "state",
                "RuntimeError", "other", "RecursionError");
        expected.forEach((how, type) -> {
            RaisedException raised = assertThrows(RaisedException.class, () -> call(module, "fail", how));
            assertEquals(type, raised.type(), how);
            assertEquals(how.equals("own"), raised.notes().isEmpty(), how);
        });
        RaisedException io = assertThrows(RaisedException.class, () -> call(module, "fail", "io"));
        assertEquals("disk", io.getMessage());
        assertTrue(io.notes().getFirst().contains("JavaModuleTest.java"), io.notes().getFirst());
        assertThrows(InterruptedException.class, () -> call(module, "fail", "interrupt"));
    }

    @Test
    void sharedModuleTakesTurns() throws Exception {
        Kinds kinds = new Kinds();
        JavaModule module = module(kinds, new ReentrantLock());
        Background<Object> first = Background.call(() -> call(module, "stay"));
        kinds.inside.await();
        Background<Object> second = Background.call(() -> call(module, "add_up", 1L, 1L));
        Thread waiter = Thread.currentThread();
        waiter.interrupt();
        assertThrows(InterruptedException.class, () -> call(module, "add_up", 1L, 1L));
        kinds.leave.countDown();
        first.result();
        assertEquals(2L, second.result());
    }

    public static final class Twice {
        @Exported
        public int one(@Parameter("a") int a) {
            return a;
        }

        @Exported(name = "one")
        public int other(@Parameter("a") String a) {
            return a.length();
        }
    }

    public static final class Unordered {
        @Exported
        public int f(@Parameter(value = "a", otherwise = "1") int a, @Parameter("b") int b) {
            return a + b;
        }
    }

    public static final class NoName {
        @Exported(name = "a-b")
        public int f() {
            return 1;
        }
    }

    public static final class NoDefault {
        @Exported
        public int f(@Parameter(value = "a", otherwise = "many") int a) {
            return a;
        }
    }

    public static final class Variable {
        @Exported
        public static int counter;
    }

    @Test
    void mistakesAreNamed() {
        Map<Object, String> mistakes = Map.of(new Twice(), "exports 'one' twice", new Unordered(),
                "'b' needs a default",
                new NoName(), "'a-b' is no Python identifier", new NoDefault(), "otherwise = \"many\"", new Variable(),
                "only a static final field is a constant");
        mistakes.forEach((instance, message) -> {
            ExtensionException failure = assertThrows(ExtensionException.class, () -> module(instance));
            assertTrue(failure.getMessage().contains(message), failure.getMessage());
        });
    }
}
