package org.clutch.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Says in which line a configuration file is broken, and what to write there. */
final class BrokenFile {
    private static final Pattern WRONG_ESCAPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9a-fA-F]{4})");

    private BrokenFile() {}

    /**
     * Looks for the reason of a failure.
     *
     * @param failure what reading the file has thrown
     */
    static String explain(Path file, Exception failure) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int line = 1;
            for (int start = 0; start < bytes.length; line++) {
                int end = start;
                while (end < bytes.length && bytes[end] != '\n') {
                    end++;
                }
                String wrong = wrongIn(Arrays.copyOfRange(bytes, start, end));
                if (wrong != null) {
                    return file + ", line " + line + ": " + wrong;
                }
                start = end + 1;
            }
        } catch (IOException e) {
            // Then nobody can look for it.
        }
        return file + ": " + (failure.getMessage() == null ? failure : failure.getMessage());
    }

    private static String wrongIn(byte[] line) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
            boolean escaped = !text.stripLeading().startsWith("#") && WRONG_ESCAPE.matcher(text).find();
            return escaped ? "\\u needs four hexadecimal digits; write \\\\ for a backslash" : null;
        } catch (CharacterCodingException e) {
            return "this is not UTF-8; save the file in that encoding";
        }
    }
}
