package org.clutch.command;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Finds what completion completes: the name before the cursor, with its dots. Everything else is Python's business. */
final class WordParser implements Parser {
    /** A line with one word that counts. */
    private record Line(String line, int cursor, String word) implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        int start = cursor;
        while (start > 0 && (line.charAt(start - 1) == '.' || Character.isJavaIdentifierPart(line.charAt(start - 1)))) {
            start--;
        }
        return new Line(line, cursor, line.substring(start, cursor));
    }
}
