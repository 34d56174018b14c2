package org.clutch.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clutch.command.CommandLine.Options;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;

/**
 * The variables {@code PYTHON...}, which say the same as options; options are stronger.
 *
 * @param variables those of the process
 */
record Environment(Map<String, String> variables) {
    private static final Map<String, Flag> FLAGS = Map.of("PYTHONINSPECT", Flag.INSPECT, "PYTHONUNBUFFERED",
            Flag.UNBUFFERED, "PYTHONOPTIMIZE", Flag.OPTIMIZE, "PYTHONNOUSERSITE", Flag.NO_USER_SITE, "PYTHONSAFEPATH",
            Flag.SAFE_PATH, "PYTHONDEVMODE", Flag.DEVELOPMENT, "PYTHONUTF8", Flag.UTF8,
            "PYTHONWARNDEFAULTENCODING", Flag.WARN_DEFAULT_ENCODING);
    private static final Map<String, Flag> IMPLEMENTATION = Map.of("dev", Flag.DEVELOPMENT, "utf8", Flag.UTF8,
            "warn_default_encoding", Flag.WARN_DEFAULT_ENCODING);
    private static final int FEWEST_DIGITS = 640;

    /**
     * Adds to the options what the variables say, unless {@code -E} is among them.
     *
     * @throws IllegalArgumentException an option has a value that it cannot have
     */
    PythonOptions complete(Options options) {
        boolean ignored = options.flags().containsKey(Flag.IGNORE_ENVIRONMENT);
        Map<String, String> read = ignored ? Map.of() : variables;
        Map<Flag, Integer> flags = new EnumMap<>(Flag.class);
        FLAGS.forEach((name, flag) -> flags.put(flag, number(read.getOrDefault(name, ""))));
        options.flags().forEach((flag, count) -> flags.merge(flag, count, Math::max));
        IMPLEMENTATION.forEach((name, flag) -> {
            String value = options.implementation().get(name);
            if (value != null) {
                flags.put(flag, value.equals("0") ? 0 : 1);
            }
        });
        flags.values().removeIf(count -> count == 0);
        Map<String, String> implementation = new LinkedHashMap<>(options.implementation());
        String digits = implementation.getOrDefault("int_max_str_digits",
                read.getOrDefault("PYTHONINTMAXSTRDIGITS", ""));
        if (!digits.isEmpty()) {
            checkDigits(digits);
            implementation.put("int_max_str_digits", digits);
        }
        return new PythonOptions(flags, warnings(options, read, flags.containsKey(Flag.DEVELOPMENT)), implementation,
                null);
    }

    private static List<String> warnings(Options options, Map<String, String> read, boolean development) {
        List<String> warnings = new ArrayList<>();
        if (development) {
            warnings.add("default");
        }
        Arrays.stream(read.getOrDefault("PYTHONWARNINGS", "").split(",")).filter(each -> !each.isEmpty())
                .forEach(warnings::add);
        warnings.addAll(options.warnings());
        return warnings;
    }

    /** Any text means once, as in {@code python}. */
    private static int number(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static void checkDigits(String text) {
        boolean right;
        try {
            int digits = Integer.parseInt(text);
            right = digits == 0 || digits >= FEWEST_DIGITS;
        } catch (NumberFormatException e) {
            right = false;
        }
        if (!right) {
            throw new IllegalArgumentException("-X int_max_str_digits=" + text + " is neither 0 nor a number from "
                    + FEWEST_DIGITS + " on");
        }
    }
}
