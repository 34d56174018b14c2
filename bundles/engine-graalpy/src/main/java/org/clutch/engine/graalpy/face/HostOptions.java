package org.clutch.engine.graalpy.face;

import java.util.Locale;
import java.util.stream.Stream;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;
import org.graalvm.polyglot.HostAccess;

/** The options of the command line, for {@code _clutch.options}. */
public final class HostOptions {
    private final PythonOptions options;

    /** Serves options. */
    public HostOptions(PythonOptions options) {
        this.options = options;
    }

    /** Says how often a flag was given; its name is that of the Java constant in lower case. */
    @HostAccess.Export
    public int count(String flag) {
        return options.count(Flag.valueOf(flag.toUpperCase(Locale.ROOT)));
    }

    /** Gives names and values of -X in turn; a value is empty where there is none. */
    @HostAccess.Export
    public String[] implementation() {
        return options.implementation().entrySet().stream().flatMap(
                option -> Stream.of(option.getKey(), option.getValue())).toArray(String[]::new);
    }
}
