package org.clutch.engine.graalpy.internals.copies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which slots' copies the process has in memory, from whatever folder, as Linux tells. Stateless. */
final class MappedSlots {

    /** The kernel's list of what this process has mapped; there is none on macOS and Windows. */
    static final Path MAPS = Path.of("/proc/self/maps");

    private static final Pattern COPY = Pattern.compile("\\.dup([0-9a-f]{1,7})(?: \\(deleted\\))?$");

    private MappedSlots() {}

    /**
     * Reads the list once; a library that is loaded or unloaded meanwhile may be in it or not.
     *
     * @param maps {@link #MAPS}, or another file in a test
     * @throws IOException if there is no such list
     */
    static Set<Integer> read(Path maps) throws IOException {
        // A path may hold any byte, so no charset that can fail.
        try (var lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            return lines.map(COPY::matcher).filter(match -> match.find())
                    .map(match -> Integer.valueOf(match.group(1), 16)).collect(Collectors.toUnmodifiableSet());
        }
    }
}
