package org.clutch.launcher.image;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;

/** The JDK's tools, in this process. What they have to say is heard when they fail. */
final class Tool {
    private Tool() {}

    static void run(String name, List<String> arguments) {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name + "; a complete JDK is needed"));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        PrintStream err = System.err;
        // jlink warns of signed jars past its writers.
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        try {
            if (tool.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
                throw new IllegalStateException(name + " failed: " + said.toString().strip());
            }
        } finally {
            System.setErr(err);
        }
    }
}
