package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What a program waits for before its first line. */
public class StartUpIT {
    @Rule
    public final Timeout timeout = Timeout.seconds(180);
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** On two processors; with more there is a thread for the compiler, and nothing is held. */
    @Test
    public void pythonsCompilerStartsWithTheProgramAndNotBefore() throws Exception {
        Path classes = folder.getRoot().toPath().resolve("classes");
        Path script = Clutch.script("""
                def hears_of(name):
                    with open("%s") as classes:
                        return any(name in line for line in classes)

                while not hears_of("TruffleCompilerImpl "):
                    sum(range(1000))
                print("compiles")
                """.formatted(classes));
        Result result = Clutch.runWithJavaOptions(
                "-XX:ActiveProcessorCount=2 -Xlog:class+load:file=" + classes, script.toString());
        assertEquals("", result.err());
        assertEquals("compiles\n", result.out());
        List<String> loaded = Files.readAllLines(classes);
        assertTrue(position(loaded, "internals.copies.NativeCopies ") < position(loaded, "TruffleCompilerImpl "));
    }

    private static int position(List<String> loaded, String name) {
        return IntStream.range(0, loaded.size()).filter(i -> loaded.get(i).contains(name)).findFirst().orElseThrow();
    }
}
