package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.clutch.launcher.Metatype.Key;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class MetatypeTest {
    @Test
    void blanksAndCommasOfDefaultsAreWrittenWithABackslash() throws Exception {
        Element type = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream("""
                        <OCD><AD id="events" type="String" default="run\\ send\\,\\\\" description="Which."/></OCD>
                        """.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
        assertEquals(Map.of("events", new Key("Which.", "run send,\\", "String")), Metatype.keys(type));
    }
}
