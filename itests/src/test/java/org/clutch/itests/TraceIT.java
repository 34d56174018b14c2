package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** {@code clutch --trace}. */
public class TraceIT {
    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void everyKindOfEventIsALineOnStandardErrorWithItsTime() throws Exception {
        Path deployed = temporary.getRoot().toPath();
        Path greeter = Path.of(System.getProperty("clutch.greeter"));
        Files.copy(greeter, deployed.resolve(greeter.getFileName()));
        Path script = Clutch.script("""
                from concurrent import interpreters
                from clutch import channels, pools

                def double(n):
                    return 2 * n

                q = interpreters.create_queue()
                one = interpreters.create()
                one.prepare_main(q=q)
                one.exec("import greeter; q.put(1)")
                receive, send = channels.create("queue", 3, name="jobs")
                send.send(2)
                send.use("rendezvous")
                print(q.get() + receive.recv())
                with pools.get("default") as executor:
                    print(executor.submit(pow, 2, 5).result())
                one.close()
                """);
        Result result = Clutch.run("", "--trace", "--feature", "pools", "--deploy", deployed.toString(),
                script.toString());
        String err = result.err();
        assertEquals(err, 0, result.status());
        assertEquals("3\n32\n", result.out());
        List<String> lines = err.lines().toList();
        for (String each : lines) {
            assertTrue(each, each.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{6} .*, \\d+\\.\\d{3} ms"));
        }
        has(lines, "run     interpreter 1 'interpreter-1' runs code for interpreter 0");
        has(lines, "run     interpreter 0 'main' runs program for Java code");
        has(lines, "send    interpreter 1 to queue 1");
        has(lines, "receive interpreter 0 from queue 1");
        has(lines, "send    interpreter 0 to channel 1 'jobs'");
        has(lines, "swap    channel 1 'jobs' from queue to rendezvous with 1 messages");
        has(lines, "receive interpreter 0 from channel 1 'jobs'");
        has(lines, "import  greeter ");
        has(lines, "lease   interpreter 2 'default-1' of pool 'default', waited for ");
    }

    private static void has(List<String> lines, String text) {
        assertTrue(text + " in\n" + String.join("\n", lines),
                lines.stream().anyMatch(line -> line.substring("00:00:00.000000 ".length()).startsWith(text)));
    }
}
