package org.clutch.engine.graalpy.internals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.clutch.diagnosis.PythonFrame;
import org.junit.jupiter.api.Test;

class PythonStacksTest {
    @Test
    void framesOfUsersAreReadAndEntriesStandBetweenInterpreters() {
        assertEquals(
                List.of(new PythonFrame("/a \"b\".py", 12, "<module>"), PythonFrame.ENTRY,
                        new PythonFrame("<string>", 3, "Point.norm"),
                        new PythonFrame("<clutch>/concurrent/interpreters/_queues.py", 214, "get")),
                PythonStacks.frames("""
                        Traceback (most recent call last):
                          File "<clutch bootstrap>", line 120, in enter
                          File "<internal>", line 1, in <module>
                          File "/a "b".py", line 12, in <module>
                          File "<clutch>/_clutch/calling.py", line 7, in call
                          Builtin function execute (node class com.example.Node)
                          File "<clutch bootstrap>", line 120, in enter
                          File "<string>", line 3, in Point.norm
                          File "/lib/threading.py", line 975, in null
                          File "<clutch>/concurrent/interpreters/_queues.py", line 214, in get
                        """));
    }

    @Test
    void threadThatWasOnlyEnteredHasNoFrames() {
        assertEquals(List.of(), PythonStacks.frames("""
                Traceback (most recent call last):
                  File "<clutch bootstrap>", line 120, in enter
                  File "<clutch post>", line 3, in <module>
                """));
    }
}
