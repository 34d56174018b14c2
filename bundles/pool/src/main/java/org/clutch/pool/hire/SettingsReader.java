package org.clutch.pool.hire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.Limits;

/** Reads one configuration, and tells everything that is wrong with it. Used by one thread. */
final class SettingsReader {
    static final int MIN = 0;
    static final int MAX = 0;
    static final int SPARE = 1;
    static final long MAX_WAIT = 30_000;
    static final long IDLE_TIMEOUT = 300_000;

    private static final int MOST = 1000;
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** Longer than any life, and yet a number of nanoseconds. */
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final Pattern MODULE = Pattern.compile("(?U)[^\\W\\d]\\w*(\\.[^\\W\\d]\\w*)*");
    private static final Pattern WORD = Pattern.compile("[\\w.-]*");

    private final Values values;
    private final String name;

    /**
     * @param pid what errors begin with
     */
    SettingsReader(String pid, String name, Map<String, Object> values) {
        this.values = new Values(pid, values);
        this.name = name;
    }

    /** Gives the settings; of no use if there are {@linkplain #errors() errors}. */
    Settings read() {
        int max = (int) values.number("max", MAX, 0, MOST);
        int most = max == 0 ? Runtime.getRuntime().availableProcessors() : max;
        int min = (int) values.number("min", MIN, 0, most);
        int spare = (int) values.number("spare", Math.min(SPARE, most), 0, most);
        long maxWait = values.number("maxWait", MAX_WAIT, -1, DAY);
        long idleTimeout = values.number("idleTimeout", IDLE_TIMEOUT, 0, DAY);
        int maxUses = (int) values.number("maxUses", 0, 0, Integer.MAX_VALUE);
        boolean fresh = values.choice("reset", "fresh", "keep").equals("fresh");
        return new Settings(min, most, spare, maxWait < 0 ? FOREVER : Duration.ofMillis(maxWait),
                Duration.ofMillis(idleTimeout), maxUses, fresh, making());
    }

    List<String> errors() {
        return values.errors();
    }

    private Settings.Making making() {
        Isolation isolation = values.choice("isolation", "trusted", "confined").equals("confined")
                ? Isolation.CONFINED
                : Isolation.TRUSTED;
        Limits limits = new Limits(values.number("statementLimit", 0, 0, Long.MAX_VALUE),
                Duration.ofMillis(values.number("timeLimit", 0, 0, DAY)), true);
        InterpreterSpec spec = new InterpreterSpec(name).withIsolation(isolation).withLimits(limits)
                .withPythonPath(pythonPath()).withOwnEnvironment(true);
        return new Settings.Making(spec, transport(), preload(), warmup());
    }

    private Path[] pythonPath() {
        return values.list("pythonPath").stream().filter(this::exists).map(each -> Path.of(each).toAbsolutePath())
                .toArray(Path[]::new);
    }

    private boolean exists(String path) {
        try {
            if (Files.exists(Path.of(path))) {
                return true;
            }
        } catch (InvalidPathException e) {
            // It does not exist either.
        }
        values.wrong("pythonPath", path, "folders and archives that exist, separated by commas");
        return false;
    }

    private List<String> preload() {
        List<String> modules = values.list("preload");
        modules.stream().filter(module -> !MODULE.matcher(module).matches()).forEach(
                module -> values.wrong("preload", module,
                        "names of modules such as email.message, separated by commas"));
        return modules;
    }

    private Settings.Script warmup() {
        String path = values.text("warmup");
        if (path.isEmpty()) {
            return Settings.Script.NONE;
        }
        try {
            return new Settings.Script(path, Files.readString(Path.of(path)));
        } catch (IOException | InvalidPathException e) {
            values.wrong("warmup", path, "a file of Python code in UTF-8 that can be read (" + e + ")");
            return Settings.Script.NONE;
        }
    }

    private String transport() {
        String transport = values.text("transport");
        if (!WORD.matcher(transport).matches()) {
            values.wrong("transport", transport, "the name of a transport such as queue");
        }
        return transport;
    }
}
