package org.clutch.interpreter;

import java.util.List;
import java.util.function.Supplier;

/** What the main interpreter runs: the forms of the {@code python} command line. */
public sealed interface Program {
    /**
     * Gives what follows the program on the command line.
     *
     * @return {@code sys.argv[1:]}
     */
    List<String> arguments();

    /**
     * A script file, a folder or a zip file with a {@code __main__.py}.
     *
     * @param path as the user wrote it; it need not exist, which gives {@code python}'s message and status 2
     * @param arguments {@code sys.argv[1:]}
     */
    record Script(String path, List<String> arguments) implements Program {
        /**
         * Copies the arguments.
         *
         * @param path as the user wrote it
         * @param arguments {@code sys.argv[1:]}
         */
        public Script {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Source text: {@code -c}.
     *
     * @param source the program
     * @param arguments {@code sys.argv[1:]}
     */
    record Command(String source, List<String> arguments) implements Program {
        /**
         * Copies the arguments.
         *
         * @param source the program
         * @param arguments {@code sys.argv[1:]}
         */
        public Command {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A module or a package with a {@code __main__}: {@code -m}.
     *
     * @param name its dotted name
     * @param arguments {@code sys.argv[1:]}
     */
    record Module(String name, List<String> arguments) implements Program {
        /**
         * Copies the arguments.
         *
         * @param name its dotted name
         * @param arguments {@code sys.argv[1:]}
         */
        public Module {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Source text from standard input, read to its end: {@code -}, or no program at all.
     *
     * @param dash whether the user wrote {@code -}, which is then {@code sys.argv[0]}
     * @param arguments {@code sys.argv[1:]}
     */
    record StandardInput(boolean dash, List<String> arguments) implements Program {
        /**
         * Copies the arguments.
         *
         * @param dash whether the user wrote {@code -}
         * @param arguments {@code sys.argv[1:]}
         */
        public StandardInput {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What is typed on a terminal, line by line: no program at all, where standard input is a terminal.
     *
     * @param banner what is printed first, or empty
     * @param input gives what reads the lines, or null: then Python reads standard input itself. It is asked once, in Python's
     *        main thread, when the first line is to be read
     */
    record Interactive(String banner, Supplier<LineInput> input) implements Program {
        @Override
        public List<String> arguments() {
            return List.of();
        }
    }
}
