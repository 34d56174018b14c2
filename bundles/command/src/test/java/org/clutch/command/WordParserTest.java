package org.clutch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class WordParserTest {
    @Test
    void wordIsTheNameBeforeTheCursorWithItsDots() {
        assertEquals("os.pa", word("print(os.pa"));
        assertEquals("x1", word("y=-x1"));
        assertEquals("", word("print("));
        assertEquals("", word(""));
        assertEquals("größe", word("[größe"));
    }

    private static String word(String line) {
        return new WordParser().parse(line, line.length(), ParseContext.COMPLETE).word();
    }
}
