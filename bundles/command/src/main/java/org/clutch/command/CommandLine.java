package org.clutch.command;

import java.util.List;
import org.clutch.interpreter.Program;

/** What the words after {@code clutch} ask for. */
sealed interface CommandLine {
    /** Run a program. */
    record Run(Program program) implements CommandLine {}

    /** Print the help text. */
    record Help() implements CommandLine {}

    /** Print the versions. */
    record Version() implements CommandLine {}

    /** Print a line that says what is wrong. */
    record Wrong(String message) implements CommandLine {}

    /** Understands the words as {@code python} does: the first that is no option is the program. */
    static CommandLine parse(List<String> words) {
        if (words.isEmpty()) {
            return new Run(new Program.StandardInput(false, List.of()));
        }
        String first = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        return switch (first) {
            case "-" -> new Run(new Program.StandardInput(true, rest));
            case "-h", "-?", "--help" -> new Help();
            case "-V", "--version" -> new Version();
            case "--" -> rest.isEmpty() ? parse(List.of()) : new Run(new Program.Script(rest.getFirst(), tail(rest)));
            case String word when word.startsWith("-c") -> command(word, rest);
            case String word when word.startsWith("-m") -> module(word, rest);
            case String word when word.startsWith("-") -> new Wrong("unknown option " + word);
            default -> new Run(new Program.Script(first, rest));
        };
    }

    private static CommandLine command(String word, List<String> rest) {
        if (word.length() > 2) {
            return new Run(new Program.Command(word.substring(2), rest));
        }
        return rest.isEmpty() ? missing(word) : new Run(new Program.Command(rest.getFirst(), tail(rest)));
    }

    private static CommandLine module(String word, List<String> rest) {
        if (word.length() > 2) {
            return new Run(new Program.Module(word.substring(2), rest));
        }
        return rest.isEmpty() ? missing(word) : new Run(new Program.Module(rest.getFirst(), tail(rest)));
    }

    private static CommandLine missing(String word) {
        return new Wrong("argument expected for the " + word + " option");
    }

    private static List<String> tail(List<String> words) {
        return words.subList(1, words.size());
    }
}
