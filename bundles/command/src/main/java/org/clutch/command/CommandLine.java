package org.clutch.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions.Flag;

/** What the words after {@code clutch} ask for. */
sealed interface CommandLine {
    /**
     * Run a program.
     *
     * @param program as it was written
     * @param options those before it
     */
    record Run(Program program, Options options) implements CommandLine {}

    /**
     * What stands before the program.
     *
     * @param flags how often each was given
     * @param warnings of {@code -W}, in their order
     * @param implementation of {@code -X}, without a value an empty one
     */
    record Options(Map<Flag, Integer> flags, List<String> warnings, Map<String, String> implementation) {}

    /** Print the help text. */
    record Help() implements CommandLine {}

    /** Print the versions. */
    record Version() implements CommandLine {}

    /** Print a line that says what is wrong. */
    record Wrong(String message) implements CommandLine {}

    /** Understands the words as {@code python} does: the first that is no option is the program. */
    static CommandLine parse(List<String> words) {
        return new Parser(words).parse();
    }

    /** Goes through the words once. */
    final class Parser {
        private static final Map<Character, Set<Flag>> LETTERS = Map.ofEntries(Map.entry('i', Set.of(Flag.INSPECT)),
                Map.entry('q', Set.of(Flag.QUIET)), Map.entry('u', Set.of(Flag.UNBUFFERED)),
                Map.entry('O', Set.of(Flag.OPTIMIZE)), Map.entry('E', Set.of(Flag.IGNORE_ENVIRONMENT)),
                Map.entry('s', Set.of(Flag.NO_USER_SITE)), Map.entry('S', Set.of(Flag.NO_SITE)),
                Map.entry('P', Set.of(Flag.SAFE_PATH)), Map.entry('x', Set.of(Flag.SKIP_FIRST_LINE)),
                // No bytecode is ever written.
                Map.entry('B', Set.of()),
                Map.entry('I',
                        Set.of(Flag.ISOLATED, Flag.IGNORE_ENVIRONMENT, Flag.NO_USER_SITE, Flag.SAFE_PATH)));
        private static final String WITH_WORD = "cmWX";

        private final List<String> words;
        private final Map<Flag, Integer> flags = new EnumMap<>(Flag.class);
        private final List<String> warnings = new ArrayList<>();
        private final Map<String, String> implementation = new LinkedHashMap<>();
        private int next;

        private Parser(List<String> words) {
            this.words = words;
        }

        private CommandLine parse() {
            while (next < words.size()) {
                String word = words.get(next++);
                switch (word) {
                    case "-" -> {
                        return run(new Program.StandardInput(true, rest()));
                    }
                    case "--" -> {
                        return program();
                    }
                    case "--help" -> {
                        return new Help();
                    }
                    case "--version" -> {
                        return new Version();
                    }
                    case String name when name.startsWith("--") -> {
                        return new Wrong("unknown option " + name);
                    }
                    case String letters when letters.startsWith("-") -> {
                        CommandLine end = letters(letters);
                        if (end != null) {
                            return end;
                        }
                    }
                    default -> {
                        next--;
                        return program();
                    }
                }
            }
            return program();
        }

        /** Takes the options of one word; gives what they end in, or null if more may come. */
        private CommandLine letters(String word) {
            for (int i = 1; i < word.length(); i++) {
                char letter = word.charAt(i);
                if (WITH_WORD.indexOf(letter) >= 0) {
                    return withWord(letter, word.substring(i + 1));
                }
                if (letter == 'h' || letter == '?') {
                    return new Help();
                }
                if (letter == 'V') {
                    return new Version();
                }
                if (!LETTERS.containsKey(letter)) {
                    return new Wrong("unknown option -" + letter);
                }
                LETTERS.get(letter).forEach(flag -> flags.merge(flag, 1, Integer::sum));
            }
            return null;
        }

        private CommandLine withWord(char letter, String attached) {
            if (attached.isEmpty() && next == words.size()) {
                return new Wrong("argument expected for the -" + letter + " option");
            }
            String value = attached.isEmpty() ? words.get(next++) : attached;
            switch (letter) {
                case 'c' -> {
                    return run(new Program.Command(value, rest()));
                }
                case 'm' -> {
                    return run(new Program.Module(value, rest()));
                }
                case 'W' -> warnings.add(value);
                default -> {
                    int sign = value.indexOf('=');
                    implementation.put(sign < 0 ? value : value.substring(0, sign),
                            sign < 0 ? "" : value.substring(sign + 1));
                }
            }
            return null;
        }

        private CommandLine program() {
            return next == words.size()
                    ? run(new Program.StandardInput(false, List.of()))
                    : run(new Program.Script(words.get(next++), rest()));
        }

        private List<String> rest() {
            return words.subList(next, words.size());
        }

        private Run run(Program program) {
            return new Run(program, new Options(flags, warnings, implementation));
        }
    }
}
