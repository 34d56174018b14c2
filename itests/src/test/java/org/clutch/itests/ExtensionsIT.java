package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.inject.Inject;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.Borrow;
import org.clutch.share.CrossInterpreterType;
import org.clutch.share.NotShareableException;
import org.clutch.share.OwnershipException;
import org.clutch.share.Reduced;
import org.clutch.share.Region;
import org.clutch.share.RegionSpec;
import org.clutch.share.Regions;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceRegistration;

/** Extension modules in the real container: who may import them, what becomes of them, and what bad ones do. */
public class ExtensionsIT extends ExtensionContainerTest {
    @Inject
    private Regions memories;

    private static String greet(Interpreter interpreter) {
        return (String) interpreter.call("greeter:greet", "Ann");
    }

    @Test
    public void eachInterpreterHasAnInstanceOfItsOwn() throws Exception {
        start(ExtensionBundle.greeter());
        Interpreter main = interpreters.main();
        Interpreter one = interpreters.create();
        Interpreter other = interpreters.create();
        assertEquals("Hello, Ann!", greet(main));
        assertEquals("Hello, Ann!", greet(one));
        assertEquals("Hello, Ann!", greet(one));
        assertEquals(2L, one.call("greeter:count"));
        assertEquals(0L, other.call("greeter:count"));
        assertEquals(3L, other.call("greeter:alive"));
        one.close();
        assertEquals(2L, other.call("greeter:alive"));
    }

    @Test
    public void pythonSeesFunctionsTypesConstantsAndExceptions() throws Exception {
        start(ExtensionBundle.greeter());
        interpreters.create().exec("""
                import greeter
                from greeter import Guest

                assert greeter.LIMIT == 100
                assert greeter.__doc__ == "Greets people, and counts how often."
                assert greeter.greet.__code__.co_varnames == ("name", "greeting", "times")
                assert greeter.greet.__defaults__ == ("Hello", 1)
                assert greeter.greet.__doc__ == "Return a greeting for somebody."
                assert greeter.greet(times=2, name="Bo") == "Hello, Bo! Hello, Bo!"
                assert greeter.greet_all(["a", "b"], key=str.upper) == ["Hello, A!", "Hello, B!"]
                array = bytearray("Zoë".encode())
                assert greeter.greet_encoded(memoryview(array)) == "Hello, Zoë!"
                array.append(0)  # It is free again.
                assert list(greeter.countdown(2)) == ["Hello, all 2!", "Hello, all 1!"]

                def raised(error, call, *args, **kwargs):
                    try:
                        call(*args, **kwargs)
                    except error as e:
                        return e
                    raise AssertionError("nothing was raised")

                assert type(raised(ValueError, greeter.greet, " ")) is greeter.NobodyError
                negative = raised(ValueError, greeter.greet, "x", times=-1)
                assert str(negative) == "times must not be negative, got -1"
                assert "Greeter.java" in negative.__notes__[0], negative.__notes__
                assert "times" in str(raised(TypeError, greeter.greet, "x", times="y"))
                raised(TypeError, greeter.greet)

                guest = Guest("Zoe")
                assert guest.welcome() == "Welcome, Zoe!" and len(guest) == 1
                guest.name = "Zed"
                assert guest.name == "Zed" and repr(guest) == "<guest Zed>"
                assert type(guest.bring("Yan")) is Guest and guest == guest and guest != guest.bring("Yan")
                assert greeter.count() == 3, greeter.count()
                """);
    }

    @Test
    public void undeclaredModuleIsForTheMainInterpreterOnly() throws Exception {
        start(ExtensionBundle.greeter().named("hermit").inManifest(";interpreters=per-interpreter", ""));
        Interpreter main = interpreters.main();
        Interpreter other = interpreters.create();
        assertEquals("Hello, Ann!", main.call("hermit:greet", "Ann"));
        String refusal = importError(other, "hermit");
        assertTrue(refusal, refusal.startsWith("module 'hermit' does not support loading in subinterpreters: "));
        assertTrue(refusal, refusal.contains("@ExtensionModule(name = \"hermit\", interpreters = PER_INTERPRETER)"));
        other.exec("""
                from clutch import extensions

                hermit = extensions.from_main("hermit")
                assert hermit.greet("Bo") == "Hello, Bo!"
                assert hermit.count() == 2
                """);
    }

    @Test
    public void sharedModuleIsOneForAll() throws Exception {
        start(ExtensionBundle.greeter().named("town")
                .inManifest("interpreters=per-interpreter", "interpreters=shared")
                .inComponent("scope=\"prototype\"", "scope=\"singleton\""));
        Interpreter one = interpreters.create();
        Interpreter other = interpreters.create();
        one.call("town:greet", "Ann");
        assertEquals(1L, other.call("town:count"));
        assertEquals(1L, other.call("town:alive"));
    }

    @Test
    public void updateUnderLoadFailsNoCall() throws Exception {
        Bundle bundle = start(ExtensionBundle.greeter());
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Set<String>>> callers = new ArrayList<>();
        CountDownLatch calling = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            Interpreter caller = interpreters.create();
            callers.add(threads.submit(() -> {
                Set<String> seen = new TreeSet<>(Set.of(greet(caller)));
                calling.countDown();
                while (!over.get()) {
                    seen.add(greet(caller));
                }
                return seen;
            }));
        }
        calling.await();
        Interpreter witness = interpreters.create();
        try {
            for (String word : List.of("Howdy", "Salve", "Salut")) {
                bundle.update(ExtensionBundle.greeter().greeting(word, "1.0.0." + word).open());
                assertEquals(List.of(word + ", x!"), witness.call("greeter:greet_all", List.of("x")));
            }
        } finally {
            over.set(true);
        }
        for (Future<Set<String>> each : callers) {
            assertTrue(each.get().contains("Hello, Ann!"));
        }
    }

    @Test
    public void callInFlightFinishesOnTheOldInstance() throws Exception {
        Bundle bundle = start(ExtensionBundle.greeter());
        Interpreter interpreter = interpreters.create();
        InterpreterQueue entered = queues.create(0, UnboundItems.UNBOUND);
        InterpreterQueue names = queues.create(0, UnboundItems.UNBOUND);
        interpreter.prepareMain(Map.of("entered", entered, "names", names));
        interpreter.exec("""
                import greeter

                def name(_):
                    entered.put(None)
                    return names.get()

                def slow():
                    greeter.greet("before")
                    return greeter.greet_all(["x"], key=name)
                """);
        Future<Object> call = threads.submit(() -> interpreter.call("slow"));
        entered.take();
        Future<?> update = threads.submit(() -> {
            bundle.update(ExtensionBundle.greeter().greeting("Howdy", "1.0.0").open());
            return null;
        });
        names.put("late");
        assertEquals(List.of("Hello, late!"), call.get());
        update.get();
        assertEquals(0L, interpreter.call("greeter:count"));
    }

    @Test
    public void removedModuleIsForgottenAndComesBack() throws Exception {
        Bundle bundle = start(ExtensionBundle.greeter());
        Interpreter interpreter = interpreters.create();
        interpreter.exec("import greeter\nold, guest = greeter, greeter.Guest('Zoe')\ngreeter.greet('x')");
        bundle.stop();
        interpreter.exec("""
                import sys
                from clutch import extensions

                assert "greeter" not in sys.modules
                for use in lambda: old.greet("x"), guest.welcome:
                    try:
                        use()
                    except extensions.ModuleUnloadedError as e:
                        assert isinstance(e, ImportError) and "greeter" in str(e), e
                    else:
                        raise AssertionError("nothing was raised")
                try:
                    import greeter
                except ModuleNotFoundError:
                    pass
                else:
                    raise AssertionError("imported")
                assert not extensions.list(), extensions.list()
                """);
        bundle.start();
        assertEquals("Hello, Ann!", greet(interpreter));
        assertEquals(1L, interpreter.call("greeter:count"));
    }

    @Test
    public void badBundlesFailByThemselves() throws Exception {
        start(ExtensionBundle.greeter());
        start(ExtensionBundle.greeter().named("thrower").throwing("no luck today"));
        start(ExtensionBundle.greeter().named("missing").inComponent(
                "implementation class=\"com.example.greeter.Greeter",
                "implementation class=\"com.example.greeter.Nowhere"));
        start(ExtensionBundle.greeter().named("wrong").inManifest("per-interpreter", "sometimes"));
        start(ExtensionBundle.greeter().named("json"));
        start(ExtensionBundle.python("hollow"));
        Interpreter interpreter = interpreters.create();
        String thrower = importError(interpreter, "thrower");
        assertTrue(thrower, thrower.contains("no luck today"));
        String missing = importError(interpreter, "missing");
        assertTrue(missing, missing.contains("missing"));
        String hollow = importError(interpreter, "hollow");
        assertTrue(hollow, hollow.contains("python/hollow.py"));
        String wrong = importError(interpreter, "wrong");
        assertTrue(wrong, wrong.endsWith("interpreters=sometimes is none of per-interpreter, shared, main-only"));
        assertEquals("[1]", interpreter.call("json:dumps", List.of(1)));
        assertEquals("Hello, Ann!", greet(interpreter));
    }

    @Test
    public void highestVersionIsTaken() throws Exception {
        start(ExtensionBundle.greeter());
        Interpreter before = interpreters.create();
        assertEquals("Hello, Ann!", greet(before));
        Bundle later = start(ExtensionBundle.greeter().greeting("Howdy", "2.0.0")
                .header("Bundle-SymbolicName", "com.example.greeter.later"));
        Interpreter after = interpreters.create();
        after.exec("""
                from clutch import extensions
                import greeter

                assert [(each.version, each.chosen) for each in extensions.list()] == [
                    ("2.0.0", True), ("0.1.0.SNAPSHOT", False)], extensions.list()
                assert extensions.require("greeter", "[2,3)").imported_by
                try:
                    extensions.require("greeter", "[3,4)")
                except ImportError as e:
                    assert "2.0.0" in str(e), e
                else:
                    raise AssertionError("nothing was raised")
                assert greeter.greet("x") == "Howdy, x!"
                """);
        assertEquals("Hello, Ann!", greet(before));
        later.uninstall();
        assertEquals("Hello, Ann!", greet(after));
    }

    @Test
    public void pythonPackageComesFromABundle() throws Exception {
        Bundle bundle = start(tools(1));
        Interpreter one = interpreters.create();
        Interpreter other = interpreters.create();
        for (Interpreter each : List.of(one, other)) {
            each.exec("""
                    import importlib.resources
                    import tools.deep.down as down

                    assert down.answer() == 1
                    assert importlib.resources.files("tools").joinpath("data/text.txt").read_text() == "text 1"
                    assert down.__file__ == "<com.example.tools 1.0.0>/tools/deep/down.py", down.__file__
                    """);
        }
        ExecutionFailedException failure = assertThrows(ExecutionFailedException.class,
                () -> one.call("tools.deep.down:fail"));
        String traceback = failure.snapshot().traceback();
        assertTrue(traceback, traceback.contains("\"<com.example.tools 1.0.0>/tools/deep/down.py\", line 7, in fail"));
        assertTrue(traceback, traceback.contains("raise RuntimeError(\"here\")"));
        bundle.uninstall();
        assertThrows(ExecutionFailedException.class, () -> one.exec("import tools"));
    }

    private static ExtensionBundle tools(int version) {
        return ExtensionBundle.python("tools", "tools/__init__.py", "answer = " + version + "\n",
                "tools/deep/__init__.py",
                "", "tools/deep/down.py", """
                        from .. import answer as number

                        def answer():
                            return number

                        def fail():
                            raise RuntimeError("here")
                        """, "tools/data/text.txt", "text " + version);
    }

    @Test
    public void droppedBundleCanBeImported() throws Exception {
        Interpreter interpreter = interpreters.create();
        assertThrows(ExecutionFailedException.class, () -> interpreter.exec("import greeter"));
        CountDownLatch up = new CountDownLatch(1);
        CountDownLatch down = new CountDownLatch(1);
        BundleListener listener = event -> {
            if (event.getBundle().getSymbolicName().equals(ExtensionBundle.symbolicName())) {
                (event.getType() == BundleEvent.STARTED
                        ? up
                        : event.getType() == BundleEvent.UNINSTALLED
                                ? down
                                : new CountDownLatch(1))
                        .countDown();
            }
        };
        context.addBundleListener(listener);
        Path file = ClutchContainer.deployed().resolve("greeter.jar");
        try {
            Files.copy(ExtensionBundle.greeter().open(), file);
            up.await();
            assertEquals("Hello, Ann!", greet(interpreter));
        } finally {
            Files.deleteIfExists(file);
        }
        down.await();
        context.removeBundleListener(listener);
        assertThrows(ExecutionFailedException.class, () -> interpreter.exec("import greeter"));
    }

    @Test
    public void nothingIsLeftOfInterpretersAndBundles() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Bundle bundle = start(ExtensionBundle.greeter());
            loaders.add(new WeakReference<>(bundle.loadClass("com.example.greeter.Greeter").getClassLoader()));
            Interpreter keeper = interpreters.create();
            for (int j = 0; j < 2; j++) {
                Interpreter interpreter = interpreters.create();
                interpreter.exec("import greeter\nguest = greeter.Guest('Zoe')\nguest.welcome()");
                interpreter.close();
            }
            assertEquals(1L, keeper.call("greeter:alive"));
            bundle.uninstall();
            keeper.close();
        }
        awaitGarbage(loaders);
    }

    /** The bundle's service {@code GuestsCross} takes guests apart, and each receiver makes them of its own module. */
    @Test
    public void objectsCrossAsTheirBundleSays() throws Exception {
        Bundle greeter = start(ExtensionBundle.greeter());
        Interpreter one = interpreters.create();
        Interpreter other = interpreters.create();
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        one.prepareMain(Map.of("q", queue));
        other.prepareMain(Map.of("q", queue));
        one.exec("""
                import greeter
                zoe = greeter.Guest('Zoe')
                zoe.welcome()
                for each in zoe, (1, zoe), {'deep': [zoe, zoe]}:
                    q.put(each)
                """);
        other.exec("""
                guest, (_, again), deep = q.get(), q.get(), q.get()
                import greeter
                for each in guest, again, *deep['deep']:
                    assert type(each) is greeter.Guest and each.name == 'Zoe' and len(each) == 1, each
                assert guest != again
                guest.welcome()
                assert (len(guest), greeter.count()) == (2, 1)
                """);
        one.exec("assert len(zoe) == 1\n"
                + "class Regular(greeter.Guest): pass\n"
                + "from concurrent.interpreters import NotShareableError\n"
                + "try: q.put([Regular('x')])\n"
                + "except NotShareableError as e: assert 'object[0]' in str(e) and 'CrossInterpreterType' in str(e), e\n"
                + "else: 1/0");
        greeter.stop();
        one.exec("try: q.put(zoe)\nexcept NotShareableError as e: assert 'lives in a bundle' in str(e), e\nelse: 1/0");
    }

    /** As Java code gives it; what is in its arguments crosses in its own way. */
    @Test
    public void javaTypesCrossAsAServiceSays() throws Exception {
        ServiceRegistration<?> durations = cross(Duration.class,
                duration -> Reduced.to("datetime:timedelta", 0, duration.toSeconds()));
        ServiceRegistration<?> regions = cross(Page.class, page -> Reduced.to("pages:Page", page.memory.move()));
        try (Region memory = memories.allocate(new RegionSpec(8))) {
            start(ExtensionBundle.python("pages",
                    "pages.py", "class Page:\n    def __init__(self, memory): self.memory = memory\n"));
            Interpreter python = interpreters.create();
            python.exec("def half(duration): return str(duration / 2)\n"
                    + "def first(page):\n    with page.memory.borrow() as view: return view[0]");
            assertEquals("0:30:00", python.call("half", Duration.ofHours(1)));
            try (Borrow borrow = memory.borrow(Region.Access.SHARED)) {
                borrow.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
            }
            assertEquals(5L, python.call("first", new Page(memory)));
            assertThrows(OwnershipException.class, () -> memory.borrow(Region.Access.READ));
            ExecutionFailedException missing = assertThrows(ExecutionFailedException.class,
                    () -> python.exec("from concurrent import interpreters\nimport pages\n"
                            + "interpreters.create_queue().put(pages.Page(lambda: 1))"));
            assertTrue(missing.getMessage(), missing.getMessage().contains("object.memory"));
            durations.unregister();
            assertThrows(NotShareableException.class, () -> python.call("half", Duration.ofHours(1)));
        } finally {
            regions.unregister();
        }
    }

    private record Page(Region memory) {}

    private <T> ServiceRegistration<?> cross(Class<T> type, Function<T, Reduced> how) {
        return context.registerService(CrossInterpreterType.class, new CrossInterpreterType<T>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public Reduced reduce(T object) {
                return how.apply(object);
            }
        }, null);
    }

    @Test
    public void modulesOfSourcesRegisterHowTheirTypesCross() throws Exception {
        start(ExtensionBundle.python("pictures", "pictures.py", """
                from clutch import share

                class Picture:
                    def __init__(self, pixels):
                        self.pixels = pixels

                share.register(Picture, lambda picture: memoryview(picture.pixels), Picture)
                """));
        Interpreter one = interpreters.create();
        Interpreter other = interpreters.create();
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        one.prepareMain(Map.of("q", queue));
        other.prepareMain(Map.of("q", queue));
        one.exec("from pictures import Picture\npixels = bytearray(4)\nq.put([Picture(pixels)])");
        other.exec("[picture] = q.get()\npicture.pixels[2] = 9\npicture.pixels.release()");
        one.exec("assert pixels == b'\\0\\0\\x09\\0'");
    }
}
