package org.clutch.itests;

import static org.clutch.itests.OnATerminal.CTRL_C;
import static org.clutch.itests.OnATerminal.CTRL_D;
import static org.clutch.itests.OnATerminal.ENTER;
import static org.clutch.itests.OnATerminal.TAB;
import static org.clutch.itests.OnATerminal.UP;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clutch.itests.Clutch.Result;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Python on a terminal: what is typed, completed, remembered and interrupted. Results never stand in what was typed. */
public class TerminalIT {
    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Before
    public void thereIsATerminal() {
        assumeTrue("there is no script(1), which makes a terminal", OnATerminal.isThere());
    }

    private OnATerminal start(String... words) throws Exception {
        return OnATerminal.start(Map.of("XDG_STATE_HOME", temporary.getRoot().toString()), words);
    }

    @Test
    public void historyOfOneSessionIsThereInTheNext() throws Exception {
        try (OnATerminal first = start()) {
            first.await("Ctrl-D or exit() ends it.");
            first.enter("6 * 7", "42");
            first.await(">>> ");
            first.type("exit()" + ENTER);
            assertEquals(first.seen(), 0, first.end());
        }
        Path history = temporary.getRoot().toPath().resolve("clutch/python_history");
        assertEquals(List.of("6 * 7", "exit()"), Files.readAllLines(history));
        try (OnATerminal second = start("-q")) {
            second.await(">>> ");
            second.type(UP + UP + ENTER);
            second.await("42");
            second.enter("raise SystemExit(3)", "");
            assertEquals(second.seen(), 3, second.end());
            assertFalse(second.seen(), second.seen().contains("Ctrl-D or exit()"));
        }
    }

    @Test
    public void tabCompletesNamesAndAttributesOfLiveObjects() throws Exception {
        try (OnATerminal python = start()) {
            python.enter("import os", "");
            python.enter("os.path.basena" + TAB + "'a/b.c')", "'b.c'");
            python.enter("class Hidden: visib = 41 + 1", "");
            python.await("... ");
            python.type(ENTER);
            python.enter("Hidden.vis" + TAB, "42");
            python.await(">>> ");
            python.type(CTRL_D);
            assertEquals(python.seen(), 0, python.end());
        }
    }

    @Test
    public void linesGoOnAndInputReadsOne() throws Exception {
        try (OnATerminal python = start("-q")) {
            python.enter("def word():", "... ");
            python.type("    start = 'fi'" + ENTER);
            python.await("... ");
            python.type("    return start + 'ne'" + ENTER);
            python.await("... ");
            python.type(ENTER);
            python.enter("word()", "'fine'");
            python.enter("input('na' + 'me? ')", "name? ");
            python.type("Ann" + ENTER);
            python.await("'Ann'");
            python.enter("_ + '!'", "'Ann!'");
            python.enter("import sys; sys.ps1 = 'mo' + 're '", "more ");
            python.type("1 / 0" + ENTER);
            python.await("ZeroDivisionError: division by zero");
            python.await("more ");
            python.type(CTRL_D);
            assertEquals(python.seen(), 0, python.end());
        }
    }

    @Test
    public void interruptDropsALineAndEndsWhatRuns() throws Exception {
        try (OnATerminal python = start("-q")) {
            python.await(">>> ");
            python.type("'dropped" + CTRL_C);
            python.await("KeyboardInterrupt");
            python.enter("import time", "");
            python.enter("while True: print('bu' + 'sy', flush=True); time.sleep(0)", "... ");
            python.type(ENTER);
            python.await("busy");
            python.type(CTRL_C);
            python.await("KeyboardInterrupt");
            python.enter("6 * 7", "42");
            python.await(">>> ");
            python.type(CTRL_D);
            assertEquals(python.seen(), 0, python.end());
        }
    }

    @Test
    public void typingFollowsAProgramThatEndedByItsExit() throws Exception {
        Path script = Clutch.script("x = 41\nraise SystemExit('the ' + 'end')\n");
        try (OnATerminal python = start("-i", script.toString())) {
            python.await("SystemExit: the end");
            python.enter("x + 1", "42");
            python.enter("exit(5)", "");
            assertEquals(python.seen(), 5, python.end());
        }
    }

    @Test
    public void typingNeedsNoTerminalIfItWasAskedFor() throws Exception {
        Result result = Clutch.run("x + 1\n", "-qi", "-c", "x = 41");
        assertEquals(result.err(), 0, result.status());
        assertTrue(result.out(), result.out().contains("42\n"));
    }

    @Test
    public void startupFileRunsFirst() throws Exception {
        Path startup = Files.writeString(temporary.newFile("startup.py").toPath(), "started = 6 * 7\n");
        Result result = Clutch.runIn(Map.of("PYTHONSTARTUP", startup.toString()), "-i");
        assertFalse(result.err(), result.err().contains("Traceback"));
        try (OnATerminal python = OnATerminal.start(Map.of("XDG_STATE_HOME", temporary.getRoot().toString(),
                "PYTHONSTARTUP", startup.toString()))) {
            python.enter("started", "42");
            python.await(">>> ");
            python.type(CTRL_D);
            assertEquals(python.seen(), 0, python.end());
        }
    }
}
