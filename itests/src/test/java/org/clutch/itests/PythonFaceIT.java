package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.clutch.itests.Clutch.Result;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Runs each file of Python tests by the command, as a script of its own, so that {@code __main__} is a user's. */
@RunWith(Parameterized.class)
public class PythonFaceIT {
    private static final Path FOLDER = Clutch.CHECKOUT.resolve("itests/src/test/resources/python");

    private static final ExecutorService RUNNERS = Executors.newFixedThreadPool(2);
    private static final Map<String, Future<Result>> RUNS = new HashMap<>();

    @Parameter
    public String file;

    @Parameters(name = "{0}")
    public static List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("test_") && name.endsWith(".py")).sorted().toList();
        }
    }

    /** Begins with all, two at a time. */
    @BeforeClass
    public static void begin() throws IOException {
        for (String each : files()) {
            RUNS.put(each, RUNNERS.submit(() -> Clutch.runOnOneCore(FOLDER.resolve(each).toString())));
        }
        RUNNERS.shutdown();
    }

    @AfterClass
    public static void end() {
        RUNNERS.shutdownNow();
    }

    @Test
    public void passes() throws Exception {
        Result result = RUNS.get(file).get();
        assertEquals(result.err(), 0, result.status());
        assertTrue(result.err(), result.err().endsWith("\n\nOK\n"));
    }
}
