package org.clutch.engine.graalpy;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;

/** The options of the command line, as the engine has them. What it lacks is added by {@code _clutch/options.py}. */
final class EngineOptions {
    private static final Map<Flag, String> NAMES = new EnumMap<>(Map.of(Flag.UNBUFFERED, "python.UnbufferedIO",
            Flag.OPTIMIZE, "python.PythonOptimizeFlag", Flag.ISOLATED, "python.IsolateFlag", Flag.IGNORE_ENVIRONMENT,
            "python.IgnoreEnvironmentFlag", Flag.NO_USER_SITE, "python.NoUserSiteFlag", Flag.NO_SITE,
            "python.NoSiteFlag",
            Flag.SAFE_PATH, "python.SafePathFlag", Flag.QUIET, "python.QuietFlag", Flag.WARN_DEFAULT_ENCODING,
            "python.WarnDefaultEncodingFlag"));
    private static final Map<String, String> IMPLEMENTATION = Map.of("int_max_str_digits", "python.IntMaxStrDigits",
            "pycache_prefix", "python.PyCachePrefix");

    private EngineOptions() {}

    /** Gives names and values of the engine's options. */
    static Map<String, String> of(PythonOptions options) {
        Map<String, String> all = new HashMap<>();
        all.put("python.ForceImportSite", String.valueOf(!options.has(Flag.NO_SITE)));
        NAMES.forEach((flag, name) -> {
            if (options.has(flag)) {
                all.put(name, "true");
            }
        });
        IMPLEMENTATION.forEach((option, name) -> {
            String value = options.implementation().get(option);
            if (value != null && !value.isEmpty()) {
                all.put(name, value);
            }
        });
        if (!options.warnings().isEmpty()) {
            all.put("python.WarnOptions", String.join(",", options.warnings()));
        }
        return all;
    }
}
