package org.clutch.interpreter;

import java.util.List;
import java.util.Map;

/**
 * What the options of the {@code python} command line change: in the main interpreter, and in each interpreter that is made
 * after it.
 *
 * @param flags how often each was given; 0 where it is missing
 * @param warnings the filters of {@code -W}, the strongest last; an item has no comma
 * @param implementation the names and values of {@code -X}, as {@code sys._xoptions} has them; the value is empty where
 *        there is none
 * @param afterwards what follows the program, as {@code -i} asks for, or null
 */
public record PythonOptions(Map<Flag, Integer> flags, List<String> warnings, Map<String, String> implementation,
        Program.Interactive afterwards) {
    /** No option at all. */
    public static final PythonOptions NONE = new PythonOptions(Map.of(), List.of(), Map.of(), null);

    /** An option without a value. */
    public enum Flag {
        /** {@code -i}. */
        INSPECT,
        /** {@code -q}. */
        QUIET,
        /** {@code -u}. */
        UNBUFFERED,
        /** {@code -O}; twice: {@code -OO}. */
        OPTIMIZE,
        /** {@code -I}; those that it implies have to be given too. */
        ISOLATED,
        /** {@code -E}. */
        IGNORE_ENVIRONMENT,
        /** {@code -s}. */
        NO_USER_SITE,
        /** {@code -S}. */
        NO_SITE,
        /** {@code -P}. */
        SAFE_PATH,
        /** {@code -x}. */
        SKIP_FIRST_LINE,
        /** {@code -X dev}. */
        DEVELOPMENT,
        /** {@code -X utf8}. */
        UTF8,
        /** {@code -X warn_default_encoding}. */
        WARN_DEFAULT_ENCODING
    }

    /**
     * Copies what is given.
     *
     * @param flags how often each was given
     * @param warnings the filters of {@code -W}
     * @param implementation the names and values of {@code -X}
     * @param afterwards what follows the program, or null
     */
    public PythonOptions {
        flags = Map.copyOf(flags);
        warnings = List.copyOf(warnings);
        implementation = Map.copyOf(implementation);
    }

    /**
     * Gives the same with something that follows the program.
     *
     * @param interactive what follows it
     * @return other options
     */
    public PythonOptions withAfterwards(Program.Interactive interactive) {
        return new PythonOptions(flags, warnings, implementation, interactive);
    }

    /**
     * Says how often a flag was given.
     *
     * @param flag which
     * @return 0 if it was not
     */
    public int count(Flag flag) {
        return flags.getOrDefault(flag, 0);
    }

    /**
     * Says whether a flag was given.
     *
     * @param flag which
     * @return true if it was, once or more
     */
    public boolean has(Flag flag) {
        return count(flag) > 0;
    }
}
