package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A JVM without flags that the engine's internals need: interpreters run, and what is lost is said. */
public class MissingFlagsIT {
    private static final Path HOME = Clutch.CHECKOUT.resolve("launcher/distribution/target/clutch");

    private static final String PROGRAM = """
            import sys
            from concurrent import interpreters
            interp = interpreters.create()
            print(interp.call(max, 1, 2), "Interpreted" in sys.version)
            interp.close()
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Makes a home that differs from the built one in the JVM's flags only. */
    private Path commandWithout(String flag) throws IOException {
        Path home = folder.getRoot().toPath();
        for (String part : List.of("bundles", "features")) {
            Files.createSymbolicLink(home.resolve(part), HOME.resolve(part));
        }
        Path lib = Files.createDirectory(home.resolve("lib"));
        try (Stream<Path> all = Files.list(HOME.resolve("lib"))) {
            for (Path each : all.toList()) {
                Files.createSymbolicLink(lib.resolve(each.getFileName()), each);
            }
        }
        List<String> options = Files.readAllLines(lib.resolve("jvm.options"));
        List<String> fewer = options.stream().filter(line -> !line.contains(flag)).toList();
        assertTrue(flag, fewer.size() < options.size());
        Files.delete(lib.resolve("jvm.options"));
        Files.write(lib.resolve("jvm.options"), fewer);
        Path command = Files.createDirectory(home.resolve("bin")).resolve("clutch");
        return Files.copy(HOME.resolve("bin/clutch"), command);
    }

    @Test
    public void memoryviewsDoNotCrossAndTheReasonIsSaidButBytesDo() throws Exception {
        Path script = Clutch.script("""
                from concurrent import interpreters
                q = interpreters.create_queue()
                for _ in range(2):
                    try:
                        q.put(memoryview(b"abc"))
                    except interpreters.NotShareableError as e:
                        print(e)
                for value in b"", b"\\0abc\\xff", [b"a", 1]:
                    q.put(value)
                    print(q.get())
                from clutch import channels
                receiver, sender = channels.create("queue")
                sender.send_many(range(20))
                print(receiver.recv_many(20) == list(range(20)))
                """);
        Result result = Clutch.runAs(commandWithout("runtime.object="), script.toString());
        List<String> lines = result.out().lines().toList();
        assertEquals(result.err(), 6, lines.size());
        for (String line : lines.subList(0, 2)) {
            assertTrue(line, line.startsWith("object: memoryview does not cross, since the JVM lacks --add-exports"));
        }
        assertEquals(List.of("b''", "b'\\x00abc\\xff'", "[b'a', 1]", "True"), lines.subList(2, 6));
        assertEquals(result.err(), 1, result.err().split("memoryviews do not cross", -1).length - 1);
        assertEquals(0, result.status());
    }

    @Test
    public void withoutTheCompilerProgramsRunInterpreted() throws Exception {
        Result result = Clutch.run("", "--no-jit", "-c", PROGRAM);
        assertEquals(result.err(), "2 True\n", result.out());
        assertEquals("", result.err());
        assertEquals(0, result.status());
    }

    @Test
    public void withoutTheFlagsOfTheCompilerProgramsRunInterpretedAndTheReasonIsSaidOnce() throws Exception {
        Result result = Clutch.runAs(commandWithout("EnableJVMCI"), "-c", PROGRAM);
        assertEquals(result.err(), "2 True\n", result.out());
        assertEquals(result.err(), 1, result.err().split("runs without its JIT compiler", -1).length - 1);
        assertTrue(result.err(), result.err().contains("-XX:+EnableJVMCI"));
        assertEquals(0, result.status());
    }
}
