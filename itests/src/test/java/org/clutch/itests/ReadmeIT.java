package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The commands of the README do what it says. */
public class ReadmeIT {
    private static final String PRINTS = "  # ";

    @Rule
    public final Timeout timeout = new Timeout(300, TimeUnit.SECONDS);

    @Test
    public void commandsForEachTaskPrintWhatIsSaid() throws Exception {
        String readme = Files.readString(Clutch.CHECKOUT.resolve("README.md"));
        String tasks = readme.substring(readme.indexOf("\n## By task\n"), readme.indexOf("\n## From Java\n"));
        // What Maven makes is there, for it runs this test.
        List<String> commands = tasks.lines().filter(line -> line.startsWith("    ") && !line.startsWith("    mvn"))
                .map(String::strip).toList();
        List<String> promised = new ArrayList<>();
        StringBuilder script = new StringBuilder("set -eu\n");
        for (String command : commands) {
            int comment = command.indexOf(PRINTS);
            if (comment > 0) {
                promised.add(command.substring(comment + PRINTS.length()));
            }
            script.append(command).append('\n');
        }
        script.append("rm -r \"$folder\"\n");
        Process process = new ProcessBuilder("/bin/sh", "-c", script.toString()).directory(Clutch.CHECKOUT.toFile())
                .redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(out, 0, process.waitFor());
        assertEquals(5, promised.size());
        int from = 0;
        for (String each : promised) {
            int found = out.indexOf(each, from);
            assertTrue("'" + each + "' in " + out, found >= 0);
            from = found + each.length();
        }
    }
}
