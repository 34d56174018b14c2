package org.clutch.itests;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What one interpreter has loaded is there for the others, and with it what the compiler has made of it. */
public final class SharedCodeIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void codeIsLoadedOnceForAllInterpreters() throws Exception {
        Path module = folder.newFile("module_of_the_user.py").toPath();
        Files.writeString(module, "def f():\n    return 1\n");
        Path script = folder.newFile("script.py").toPath();
        Files.writeString(script, """
                import gc, module_of_the_user
                from concurrent import interpreters

                def function_of_the_user():
                    return 1

                for _ in range(4):
                    interp = interpreters.create()
                    interp.exec("import colorsys, module_of_the_user, concurrent.interpreters")
                    assert interp.call(function_of_the_user) == 1
                    interp.close()
                    gc.collect()
                """);
        Path logging = folder.newFile("logging.properties").toPath();
        Files.writeString(logging, """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=FINE
                org.clutch.engine.graalpy.level=FINE
                """);
        Clutch.Result result = Clutch.runWithJavaOptions("-Djava.util.logging.config.file=" + logging
                + " -Dpolyglot.engine.TraceSourceCache=true -Dpolyglot.engine.Compilation=false", script.toString());
        assertEquals(result.err(), 0, result.status());
        Map<String, Long> loads = result.err().lines().filter(line -> line.contains("source-cache-miss"))
                .collect(Collectors.groupingBy(SharedCodeIT::file, Collectors.counting()));
        // Modules of the bundle: once as text, once as what is kept of it.
        assertEquals(loads.toString(), 2, (long) loads.get("<clutch>/_clutch/crossing.py"));
        assertEquals(loads.toString(), 2, (long) loads.get("<clutch>/concurrent/interpreters/_queues.py"));
        // The program, and its function.
        assertEquals(loads.toString(), 2, (long) loads.get("script.py"));
        assertEquals(loads.toString(), 1, (long) loads.get("module_of_the_user.py"));
        assertEquals(loads.toString(), 1, (long) loads.get("colorsys.py"));
    }

    private static String file(String line) {
        String source = line.substring(line.indexOf("0x")).split(" +")[1];
        return source.startsWith("<clutch>") ? source : source.substring(source.lastIndexOf('/') + 1);
    }
}
