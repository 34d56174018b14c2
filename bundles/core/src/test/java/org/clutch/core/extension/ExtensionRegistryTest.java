package org.clutch.core.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ImportedModule;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleInfo;
import org.clutch.extension.ModuleListener;
import org.clutch.extension.ModuleObject;
import org.clutch.extension.ModuleUnloadedException;
import org.clutch.testkit.Background;
import org.clutch.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which module an import takes, and what becomes of it when its bundle moves on. */
@Timeout(60)
class ExtensionRegistryTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeLoader loader = new FakeLoader();
    private final ExtensionRegistry registry = registry(LONG);
    private final InterpretersExtensions main = new InterpretersExtensions(0, registry, false);
    private final InterpretersExtensions other = new InterpretersExtensions(7, registry, false);
    private final News news = new News();

    /** What an interpreter hears. */
    private static final class News implements ModuleListener {
        private final CountDownLatch updated = new CountDownLatch(1);
        private final CountDownLatch unloaded = new CountDownLatch(1);

        @Override
        public void updated() {
            updated.countDown();
        }

        @Override
        public void unloaded() {
            unloaded.countDown();
        }
    }

    private ExtensionRegistry registry(Duration absence) {
        ExtensionRegistry made = new ExtensionRegistry(LONG, absence);
        made.addLoader(loader, Map.of());
        return made;
    }

    private static ExtensionRegistry.Declared declared(String name, String version, InterpreterSupport support,
            long bundle, int ranking) {
        return new ExtensionRegistry.Declared(
                new ModuleDeclaration(name, version, support, bundle, "test.bundle" + bundle + " " + version), ranking);
    }

    private static ExtensionRegistry.Declared greeter(String version, long bundle) {
        return declared("greeter", version, InterpreterSupport.PER_INTERPRETER, bundle, 0);
    }

    private static Object version(ImportedModule module) throws Exception {
        return module.call("version", null, List.of());
    }

    @Test
    void operatorsWordCountsMoreThanTheManifest() throws Exception {
        registry.started(1, List.of(declared("silent", "1.0.0", InterpreterSupport.MAIN_ONLY, 1, 0)));
        assertThrows(ExtensionException.class, () -> other.load("silent", news));
        assertThrows(ExtensionException.class, () -> other.checkLibrary("numpy"));
        main.checkLibrary("numpy");
        OperatorDeclaration silent = word("silent", "per-interpreter");
        word("numpy", "per-interpreter");
        assertEquals("1.0.0", version(other.load("silent", news)));
        assertEquals(InterpreterSupport.PER_INTERPRETER, main.list().getFirst().declaration().interpreters());
        other.checkLibrary("numpy");
        silent.configure(values("silent", "sometimes"));
        assertEquals(InterpreterSupport.PER_INTERPRETER, main.list().getFirst().declaration().interpreters());
        silent.withdraw();
        assertThrows(ExtensionException.class,
                () -> new InterpretersExtensions(8, registry, false).load("silent", news));
    }

    @Test
    void importSaysWhyADeclarationIsWrong() throws Exception {
        registry.refuse(1, Map.of("greeter", "bundle one has it wrong"));
        assertTrue(other.offers("greeter"));
        ExtensionException wrong = assertThrows(ExtensionException.class, () -> other.load("greeter", news));
        assertEquals("bundle one has it wrong", wrong.getMessage());
        registry.started(2, List.of(greeter("1.0.0", 2)));
        assertEquals("1.0.0", version(other.load("greeter", news)));
        registry.stopped(2, false);
        assertTrue(other.offers("greeter"));
        registry.refuse(1, Map.of());
        assertFalse(other.offers("greeter"));
    }

    @Test
    void moduleThatShadowsTheStandardLibraryIsToldOnce() throws Exception {
        List<String> log = CapturedLog.during("org.clutch.core", () -> {
            registry.started(1, List.of(declared("json", "1.0.0", InterpreterSupport.SHARED, 1, 0)));
            registry.reserve(Set.of("json", "os"));
            registry.reserve(Set.of("json", "os"));
            registry.started(2, List.of(declared("os", "1.0.0", InterpreterSupport.SHARED, 2, 0)));
        });
        assertEquals(2, log.size(), log.toString());
        assertTrue(log.getFirst().contains("module 'json' 1.0.0 of bundle test.bundle1 1.0.0 cannot be imported"));
    }

    private OperatorDeclaration word(String module, String interpreters) {
        return new OperatorDeclaration(registry, values(module, interpreters));
    }

    private static Map<String, Object> values(String module, String interpreters) {
        return Map.of("service.pid", "org.clutch.extension~" + module, "interpreters", interpreters);
    }

    @Test
    void highestVersionThenRankingThenOldestBundleIsTaken() throws Exception {
        registry.started(3, List.of(declared("greeter", "1.9.0", InterpreterSupport.PER_INTERPRETER, 3, 9)));
        registry.started(2, List.of(declared("greeter", "1.10.0", InterpreterSupport.PER_INTERPRETER, 2, 0)));
        registry.started(4, List.of(declared("greeter", "1.10.0", InterpreterSupport.PER_INTERPRETER, 4, 1)));
        registry.started(5, List.of(declared("greeter", "1.10.0", InterpreterSupport.PER_INTERPRETER, 5, 1)));
        assertEquals(List.of(4L, 5L, 2L, 3L),
                main.list().stream().map(ModuleInfo::declaration).map(ModuleDeclaration::bundleId).toList());
        assertEquals(4, main.load("greeter", news).declaration().bundleId());
        assertEquals(List.of(true, false, false, false), main.list().stream().map(ModuleInfo::chosen).toList());
        assertEquals(List.of(0L), main.list().getFirst().interpreters());
    }

    @Test
    void mainOnlyIsRefusedInSubinterpretersAndEverythingInConfinedOnes() throws Exception {
        registry.started(1,
                List.of(declared("hermit", "1.0.0", InterpreterSupport.MAIN_ONLY, 1, 0), greeter("1.0.0", 1)));
        assertEquals("1.0.0", version(main.load("hermit", news)));
        ExtensionException refusal = assertThrows(ExtensionException.class, () -> other.load("hermit", news));
        assertTrue(refusal.getMessage().startsWith("module 'hermit' does not support loading in subinterpreters: "),
                refusal.getMessage());
        assertEquals("1.0.0", version(other.load("greeter", news)));
        InterpretersExtensions confined = new InterpretersExtensions(8, registry, true);
        assertThrows(ExtensionException.class, () -> confined.load("greeter", news));
        assertEquals(2, loader.alive.get());
    }

    @Test
    void requireTellsWhichVersionThereIs() {
        registry.started(1, List.of(greeter("1.5.0", 1)));
        assertEquals("1.5.0", main.require("greeter", "[1.2,2)").declaration().version());
        ExtensionException wrong = assertThrows(ExtensionException.class, () -> main.require("greeter", "[2,3)"));
        assertTrue(wrong.getMessage().contains("1.5.0"), wrong.getMessage());
        assertThrows(ExtensionException.class, () -> main.require("nobody", "1"));
        assertThrows(IllegalArgumentException.class, () -> main.require("greeter", "[1,"));
    }

    @Test
    void instanceIsMadeOnceForEachInterpreterAndClosedWithIt() throws Exception {
        registry.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule first = other.load("greeter", news);
        assertEquals(first, other.load("greeter", news));
        main.load("greeter", news);
        assertEquals(2, loader.alive.get());
        other.ended();
        assertEquals(1, loader.alive.get());
        assertThrows(ExtensionException.class, () -> other.load("greeter", news));
        assertEquals(List.of(0L), main.list().getFirst().interpreters());
    }

    @Test
    void callInFlightFinishesBeforeItsInstanceIsClosed() throws Exception {
        registry.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule module = other.load("greeter", news);
        Background<Object> call = Background.call(() -> module.call("block", null, List.of()));
        loader.blocked.await();
        Background<Object> update = Background.call(() -> {
            registry.stopped(1, true);
            registry.started(1, List.of(greeter("2.0.0", 1)));
            return null;
        });
        Background<Object> later = Background.call(() -> module.call("late", null, List.of()));
        loader.letGo.countDown();
        assertEquals("1.0.0", call.result());
        update.result();
        news.updated.await();
        // It came before the update or waited for it, but never met a closed instance.
        assertTrue(List.of("1.0.0", "2.0.0").contains(later.result()));
        assertEquals("2.0.0", version(module));
        assertEquals(1, loader.alive.get());
        assertEquals(1, loader.open.get());
    }

    @Test
    void callsWaitWhileTheBundleIsAway() throws Exception {
        registry.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule module = other.load("greeter", news);
        registry.stopped(1, true);
        Background<Object> call = Background.call(() -> version(module));
        assertFalse(call.isDone());
        registry.started(1, List.of(greeter("2.0.0", 1)));
        assertEquals("2.0.0", call.result());
    }

    @Test
    void bundleThatStaysAwayIsGone() throws Exception {
        ExtensionRegistry impatient = registry(Duration.ofMillis(1));
        InterpretersExtensions third = new InterpretersExtensions(9, impatient, false);
        impatient.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule module = third.load("greeter", news);
        impatient.stopped(1, true);
        news.unloaded.await();
        assertThrows(ModuleUnloadedException.class, () -> version(module));
        assertFalse(third.offers("greeter"));
    }

    @Test
    void endOfTheTimeOfOneAbsenceDoesNotEndALaterOne() {
        OfferedModule offer = new OfferedModule(greeter("1.0.0", 1).declaration(), 0, (_, _) -> null, () -> LONG);
        offer.stopped(true, LONG);
        int first = offer.absences();
        offer.returned(greeter("1.1.0", 1).declaration(), 0);
        offer.stopped(true, LONG);
        assertFalse(offer.gone(first));
        assertTrue(offer.isAway());
        assertTrue(offer.gone(offer.absences()));
        assertTrue(offer.isGone());
    }

    @Test
    void removedModuleIsUnloadedAndComesBackAsAnother() throws Exception {
        registry.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule module = other.load("greeter", news);
        registry.stopped(1, false);
        news.unloaded.await();
        assertEquals(0, loader.alive.get());
        assertEquals(0, loader.open.get());
        assertThrows(ModuleUnloadedException.class, () -> version(module));
        assertThrows(ExtensionException.class, () -> other.load("greeter", news));
        registry.started(1, List.of(greeter("1.0.0", 1)));
        assertEquals("1.0.0", version(other.load("greeter", new News())));
        assertThrows(ModuleUnloadedException.class, () -> version(module));
    }

    @Test
    void updateThatLacksTheModuleUnloadsIt() throws Exception {
        registry.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule module = other.load("greeter", news);
        registry.stopped(1, true);
        registry.started(1, List.of(declared("another", "1.0.0", InterpreterSupport.PER_INTERPRETER, 1, 0)));
        news.unloaded.await();
        assertThrows(ModuleUnloadedException.class, () -> version(module));
        assertTrue(other.offers("another"));
        assertFalse(other.offers("greeter"));
    }

    @Test
    void objectOfAnOldInstanceIsRefused() throws Exception {
        registry.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule module = other.load("greeter", news);
        ModuleObject object = (ModuleObject) module.call("object", null, List.of());
        assertEquals("1.0.0", module.call("version", object, List.of()));
        loader.lost.run();
        assertThrows(ModuleUnloadedException.class, () -> module.call("version", object, List.of()));
        assertEquals("1.0.0", version(module));
    }

    @Test
    void lostInstanceIsReplacedByTheNextCall() throws Exception {
        registry.started(1, List.of(greeter("1.0.0", 1)));
        ImportedModule module = other.load("greeter", news);
        loader.lost.run();
        assertEquals(0, loader.alive.get());
        assertEquals("1.0.0", version(module));
        registry.removeLoader(loader);
        assertEquals(0, loader.alive.get());
        ExtensionException nobody = assertThrows(ExtensionException.class, () -> version(module));
        assertTrue(nobody.getMessage().contains("there is no loader"), nobody.getMessage());
    }

    @Test
    void moduleThatNoLoaderFindsNamesThoseThatLooked() {
        registry.started(1, List.of(declared("absent", "1.0.0", InterpreterSupport.SHARED, 1, 0)));
        ExtensionException nobody = assertThrows(ExtensionException.class, () -> other.load("absent", news));
        assertTrue(nobody.getMessage().contains("no loader (fake) finds it"), nobody.getMessage());
    }

    @Test
    void whatNobodyCanImportIsAProblem() {
        registry.started(1, List.of(greeter("1.0.0", 1), declared("json", "2.0.0", InterpreterSupport.SHARED, 1, 0)));
        assertEquals(List.of(), registry.problems());
        registry.refuse(2, Map.of("1st", "bundle two has it wrong"));
        registry.reserve(Set.of("json"));
        registry.removeLoader(loader);
        assertEquals(
                List.of("bundle two has it wrong",
                        "module 'json' 2.0.0 of bundle test.bundle1 2.0.0 cannot be imported: Python's own module of that"
                                + " name is found first; give it another name",
                        "there is no loader for greeter, json: start a bundle such as org.clutch.loader.java"),
                registry.problems());
    }
}
