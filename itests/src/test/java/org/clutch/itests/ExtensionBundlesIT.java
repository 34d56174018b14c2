package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import java.io.ByteArrayInputStream;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.inject.Inject;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.Region.Access;
import org.clutch.share.Borrow;
import org.clutch.share.Region;
import org.clutch.share.RegionSpec;
import org.clutch.share.Regions;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Bundles with extension modules of every kind in the real container: native ones, compiled here, wheels, the examples, bad
 * ones, and what many leave behind.
 */
public class ExtensionBundlesIT extends ExtensionContainerTest {
    private static final Path SOURCE = Clutch.CHECKOUT.resolve("itests/extensions/tally/tally.c");
    private static final int PARTIES = 4;
    private static final int PART = 1 << 20;
    private static byte[] library;

    @Inject
    private Regions regions;

    private ExtensionBundle tally() throws Exception {
        if (library == null) {
            library = CCompiler.compile(interpreters.main(), SOURCE);
        }
        return ExtensionBundle.python("tally").file("tally.so", library);
    }

    @Test
    public void undeclaredNativeModuleIsForTheMainInterpreterUntilTheOperatorDeclaresIt() throws Exception {
        start(tally().inManifest(";interpreters=per-interpreter", ""));
        assertEquals(0L, interpreters.main().call("tally:total"));
        Interpreter other = interpreters.create();
        String refusal = importError(other, "tally");
        assertTrue(refusal, refusal.startsWith("module 'tally' does not support loading in subinterpreters: "));
        assertTrue(refusal, refusal.contains("org.clutch.extension~tally"));
        try (OperatorWord _ = new OperatorWord(context, "tally", "per-interpreter")) {
            assertEquals(0L, other.call("tally:total"));
            other.exec("from clutch import extensions\n"
                    + "assert extensions.require('tally', '1').interpreters == 'per-interpreter'");
        }
    }

    @Test
    public void fourInterpretersHaveStaticsOfTheirOwnAndOneArray() throws Exception {
        start(tally());
        try (Region region = regions.allocate(new RegionSpec(8L * (1 + PARTIES * PART)))) {
            List<Interpreter> parties = new ArrayList<>();
            for (int i = 0; i < PARTIES; i++) {
                parties.add(interpreters.create());
            }
            List<Future<Object>> works = new ArrayList<>();
            for (Interpreter each : parties) {
                int part = parties.indexOf(each);
                each.prepareMain(Map.of("region", region, "parties", PARTIES));
                works.add(threads.submit(() -> {
                    each.exec("""
                            import tally
                            from clutch import shared

                            counter = tally.Counter()

                            def work(start, stop, number):
                                array = shared.Array("int64", region.nbytes // 8, buffer=region)
                                with array.borrow() as items:
                                    # Whoever comes alone waits here for ever.
                                    tally.meet(items, 0, 0, parties)
                                    tally.add(items, start, stop, number)
                                    for _ in range(number):
                                        counter.count()
                                    return tally.address(items)
                            """);
                    return each.call("work", 1 + part * PART, 1 + (part + 1) * PART, part + 1);
                }));
            }
            for (Future<Object> each : works) {
                assertEquals(region.address(), each.get());
            }
            for (Interpreter each : parties) {
                assertEquals((long) PART + parties.indexOf(each) + 1, each.call("tally:total"));
                assertEquals(1L, each.call("tally:alive"));
            }
            assertParts(region, 1);
        }
    }

    private static void assertParts(Region region, int first) {
        try (Borrow borrow = region.borrow(Access.READ)) {
            for (int part = 0; part < PARTIES; part++) {
                for (int i = 0; i < PART; i++) {
                    assertEquals(part + 1, borrow.segment().getAtIndex(ValueLayout.JAVA_LONG, first + part * PART + i));
                }
            }
        }
    }

    @Test
    public void removedNativeModuleIsForgottenAndComesBack() throws Exception {
        Bundle bundle = start(tally());
        Interpreter interpreter = interpreters.create();
        interpreter.exec("import tally\nold = tally\ntally.Counter().count()");
        bundle.stop();
        interpreter.exec("""
                import sys

                assert "tally" not in sys.modules
                assert old.total() == 1
                try:
                    import tally
                except ModuleNotFoundError:
                    pass
                else:
                    raise AssertionError("imported")
                """);
        bundle.start();
        interpreter.exec("import tally\nassert tally.Counter().count() == 1");
    }

    @Test
    public void packageHasNativeAndPythonModules() throws Exception {
        start(ExtensionBundle.python("sums", "sums/__init__.py", "from .tally import Counter\n", "sums/more.py",
                "import os\ntext = open(os.path.join(os.path.dirname(__file__), 'text.txt')).read()\n",
                "sums/text.txt", "here").file("sums/tally.so", tallyLibrary()));
        for (int i = 0; i < 2; i++) {
            interpreters.create().exec("""
                    import sums.more
                    from sums import Counter

                    assert sums.more.text == "here"
                    assert Counter().count() == 1 and sums.tally.total() == 1
                    """);
        }
    }

    private byte[] tallyLibrary() throws Exception {
        tally();
        return library;
    }

    @Test
    public void libraryForAnotherPythonIsRefused() throws Exception {
        start(ExtensionBundle.python("alien").file("alien.cpython-313-x86_64-linux-gnu.so", new byte[]{1}));
        String refusal = importError(interpreters.create(), "alien");
        assertTrue(refusal,
                refusal.contains("bundle com.example.alien 1.0.0 has native libraries for 'alien', but none"));
    }

    @Test
    public void numpyWorksInFourInterpretersOnOneArray() throws Exception {
        String folder = System.getProperty("clutch.numpy", "");
        assumeFalse("skipped: the property clutch.numpy names no folder with a numpy built for GraalPy",
                folder.isEmpty());
        try (OperatorWord _ = new OperatorWord(context, "numpy", "per-interpreter");
                Region region = regions.allocate(new RegionSpec(8L * PARTIES * PART))) {
            List<Future<Object>> works = new ArrayList<>();
            for (int part = 0; part < PARTIES; part++) {
                Interpreter each = interpreters.create();
                each.prepareMain(Map.of("region", region, "folder", folder, "part", part, "size", PART));
                works.add(threads.submit(() -> {
                    each.exec("""
                            import sys
                            from clutch import shared

                            sys.path.append(folder)
                            import numpy

                            def work():
                                array = numpy.asarray(shared.Array("int64", region.nbytes // 8, buffer=region))
                                array[part * size:(part + 1) * size] += part + 1
                                return array.ctypes.data
                            """);
                    return each.call("work");
                }));
            }
            for (Future<Object> each : works) {
                assertEquals(region.address(), each.get());
            }
            assertParts(region, 0);
        }
    }

    @Test
    public void droppedWheelsCanBeImported() throws Exception {
        Interpreter interpreter = interpreters.create();
        try (DroppedFile _ = new DroppedFile(context, "toolbox-1.2-py3-none-any.whl", "wheel.toolbox",
                Wheel.of("toolbox", "toolbox/__init__.py", "from importlib import metadata\n"
                        + "version = metadata.version('toolbox')\n"))) {
            interpreter.exec("import toolbox\nassert toolbox.version == '1.2', toolbox.version");
        }
        assertThrows(ExecutionFailedException.class, () -> interpreter.exec("import toolbox"));
    }

    @Test
    public void droppedWheelWithNativeCodeIsForTheMainInterpreterOnly() throws Exception {
        byte[] wheel = Wheel.of("tallies", "tallies/tally.so", tallyLibrary(), "tallies/__init__.py",
                "from .tally import total\n");
        try (DroppedFile _ = new DroppedFile(context, "tallies-1.2-py3-none-linux.whl", "wheel.tallies", wheel)) {
            assertEquals(0L, interpreters.main().call("tallies:total"));
            assertTrue(importError(interpreters.create(), "tallies")
                    .contains("does not support loading in subinterpreters"));
        }
    }

    @Test
    public void examplesWork() throws Exception {
        start(ExtensionBundle.example("counter"));
        interpreters.create().exec("import counter; assert (counter.add(), counter.add(amount=5)) == (1, 6)");
        start(ExtensionBundle.folder("words"));
        start(ExtensionBundle.example("till"));
        Interpreter other = interpreters.create();
        assertEquals(Map.of("cat", 1L, "dog", 2L), other.call("words:count", "The cat, the dog and a dog."));
        assertEquals(1L, interpreters.main().call("till:take", 250));
        assertTrue(
                importError(other, "till").startsWith("module 'till' does not support loading in subinterpreters: "));
        other.exec("""
                from clutch import extensions

                till = extensions.from_main("till")
                assert till.take(100) == 2 and till.content() == 350
                """);
    }

    @Test
    public void sentStoreIsTheSameOne() throws Exception {
        start(ExtensionBundle.example("depot"));
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        List<Interpreter> two = List.of(interpreters.create(), interpreters.create());
        two.get(0).prepareMain(Map.of("queue", queue));
        two.get(0).exec(
                "import depot\nstore = depot.Store('bolts')\nstore.add('M8', 3)\nqueue.put(store)\nqueue.put([store])");
        two.get(1).prepareMain(Map.of("queue", queue));
        two.get(1).exec("store = queue.get()\nassert queue.get()[0]['M8'] == 3");
        List<Future<?>> adding = new ArrayList<>();
        for (Interpreter each : two) {
            adding.add(threads.submit(() -> each.exec("for _ in range(1000): store.add('M8')")));
        }
        for (Future<?> each : adding) {
            each.get();
        }
        for (Interpreter each : two) {
            each.exec("assert store['M8'] == 2003, store['M8']");
        }
    }

    @Test
    public void badBundlesFailByThemselves() throws Exception {
        byte[] whole = ExtensionBundle.greeter().bytes();
        assertThrows(BundleException.class, () -> context.installBundle("test:truncated",
                new ByteArrayInputStream(whole, 0, whole.length / 2)).start());
        start(ExtensionBundle.python("ping", "ping.py", "import pong\nfrom pong import back\nforth = 1\n"));
        start(ExtensionBundle.python("pong", "pong.py", "from ping import forth\nback = 2\n"));
        start(ExtensionBundle.greeter());
        BundleException twice = assertThrows(BundleException.class,
                () -> context.installBundle("test:twice", new ByteArrayInputStream(whole)));
        assertEquals(BundleException.DUPLICATE_BUNDLE_ERROR, twice.getType());
        Interpreter interpreter = interpreters.create();
        String cycle = importError(interpreter, "ping");
        assertTrue(cycle, cycle.contains("circular import"));
        assertEquals("Hello, Ann!", interpreter.call("greeter:greet", "Ann"));
    }

    @Test
    public void moduleThatShadowsTheStandardLibraryIsToldOnce() throws Exception {
        List<String> log = LogLines.during("org.clutch.core",
                () -> start(ExtensionBundle.python("json", "json.py", "")));
        assertEquals(log.toString(), 1, log.size());
        assertTrue(log.getFirst(),
                log.getFirst().startsWith("module 'json' 1.0.0 of bundle com.example.json 1.0.0 cannot be"));
        assertEquals("[1]", interpreters.create().call("json:dumps", List.of(1)));
    }

    @Test
    public void namesOfTheStandardLibraryAreKnown() throws Exception {
        String names = (String) interpreters.main().call("builtins:eval",
                "'\\n'.join(sorted(__import__('sys').stdlib_module_names))");
        Path known = Clutch.CHECKOUT.resolve("bundles/engine-graalpy/src/main/python/stdlib.txt");
        assertEquals(names, Files.readString(known).strip());
    }

    @Test
    public void blockedConstructorHoldsUpNobodyElse() throws Exception {
        start(ExtensionBundle.greeter());
        start(ExtensionBundle.greeter().named("blocker").blocking());
        InterpreterQueue entered = queues.create(0, UnboundItems.UNBOUND);
        Interpreter stuck = interpreters.create();
        stuck.prepareMain(Map.of("entered", entered));
        Future<?> importing = threads.submit(() -> stuck.exec("entered.put(None)\nimport blocker"));
        entered.take();
        Interpreter other = interpreters.create();
        assertEquals("Hello, Ann!", other.call("greeter:greet", "Ann"));
        stuck.interrupt(Duration.ofSeconds(30));
        assertThrows(ExecutionException.class, importing::get);
        assertEquals("Hello, Ann!", stuck.call("greeter:greet", "Ann"));
    }

    @Test
    public void updateExecutesTheNewSources() throws Exception {
        InterpreterQueue heard = queues.create(0, UnboundItems.UNBOUND);
        Bundle bundle = start(answering(1));
        Interpreter interpreter = interpreters.create();
        interpreter.prepareMain(Map.of("heard", heard));
        interpreter.exec("import builtins\nbuiltins.heard = heard\nimport answers.deep\nold = answers.deep.answer");
        assertEquals(1L, heard.take());
        bundle.update(new ByteArrayInputStream(answering(2).bytes()));
        assertEquals(2L, heard.take());
        interpreter.exec(
                "assert answers.deep.answer() == 2 and answers.number == 2\nassert old() == 2");
    }

    private static ExtensionBundle answering(int number) {
        return ExtensionBundle.python("answers", "answers/__init__.py", "number = " + number + "\n", "answers/deep.py",
                "from . import number\n\ndef answer():\n    return number\n\nimport builtins\nbuiltins.heard.put(number)\n");
    }

    /** With {@code -Plong} 200 times. */
    @Test
    public void manyBundlesLeaveNothingBehind() throws Exception {
        Interpreter keeper = interpreters.create();
        keeper.exec("import sys\nfrom clutch import extensions");
        int cycles = Math.min(200, Integer.getInteger("clutch.cycles", 24));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            Bundle java = ExtensionBundle.greeter().start(context);
            Bundle python = ExtensionBundle.python("light", "light.py", "number = 1\n").start(context);
            loaders.add(new WeakReference<>(java.loadClass("com.example.greeter.Greeter").getClassLoader()));
            keeper.exec(
                    "import greeter, light\nguest = greeter.Guest('Zoe')\nassert guest.welcome() and light.number == 1");
            try (Interpreter passing = interpreters.create()) {
                passing.exec("import greeter, light\nassert greeter.alive() == 2");
            }
            java.uninstall();
            python.uninstall();
            keeper.exec("left = {'greeter', 'light'} & {*sys.modules, *(each.name for each in extensions.list())}\n"
                    + "assert not left, left");
            keeper.exec("del guest, greeter, light");
        }
        awaitGarbage(loaders);
    }
}
