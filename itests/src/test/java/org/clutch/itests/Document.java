package org.clutch.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the sources, and the commands in it that its reader types: lines that are indented by four blanks and begin with a
 * command or an assignment. After two blanks and a {@code #} such a line says what it prints.
 *
 * @param lines without those of fenced blocks
 */
record Document(String text, List<String> lines) {
    private static final Pattern COMMAND = Pattern
            .compile(" {4}(\\w+=\\S.*|(launcher/clutch|bin/clutch|cp|echo|gcc|jar|mkdir|mvn|nc) .+)");
    private static final String FENCE = "```";
    private static final String PRINTS = "  # ";

    /** Reads a page. */
    static Document read(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> lines = new ArrayList<>();
        boolean fenced = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith(FENCE)) {
                fenced = !fenced;
            } else if (!fenced) {
                lines.add(line);
            }
        }
        return new Document(text, lines);
    }

    /** Finds the pages that have commands, by their paths in the sources. */
    static TreeSet<String> withCommands() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (String folder : List.of("bundles", "config", "features", "itests", "launcher")) {
            try (Stream<Path> all = Files.walk(Clutch.CHECKOUT.resolve(folder))) {
                for (Path page : all.filter(each -> each.endsWith("README.md") && !each.toString().contains("/target/"))
                        .toList()) {
                    if (!read(page).commands().isEmpty()) {
                        found.add(Clutch.CHECKOUT.relativize(page).toString());
                    }
                }
            }
        }
        if (!read(Clutch.CHECKOUT.resolve("README.md")).commands().isEmpty()) {
            found.add("README.md");
        }
        return found;
    }

    /** Gives the commands as they stand there, without what Maven does: it made all that is tested. */
    List<String> commands() {
        return lines.stream().filter(line -> COMMAND.matcher(line).matches()).map(String::strip)
                .filter(line -> !line.startsWith("mvn ")).toList();
    }

    /** Gives what commands say that they print. */
    static List<String> promised(List<String> commands) {
        return commands.stream().filter(each -> each.contains(PRINTS))
                .map(each -> each.substring(each.indexOf(PRINTS) + PRINTS.length())).toList();
    }

    /** Gives the fenced block that begins with a text. */
    String block(String start) {
        return Stream.of(text.split("(?m)^" + FENCE + ".*\\n?")).filter(each -> each.startsWith(start)).findFirst()
                .orElseThrow();
    }
}
