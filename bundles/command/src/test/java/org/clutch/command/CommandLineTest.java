package org.clutch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.clutch.interpreter.Program;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void firstWordThatIsNoOptionIsTheScriptAndTheRestIsItsOwn() {
        assertEquals(new CommandLine.Run(new Program.Script("a.py", List.of("-c", "--help"))),
                parse("a.py", "-c", "--help"));
    }

    @Test
    void commandAndModuleTakeTheirWordAttachedOrNot() {
        assertEquals(new CommandLine.Run(new Program.Command("pass", List.of("x"))), parse("-c", "pass", "x"));
        assertEquals(new CommandLine.Run(new Program.Command("pass", List.of("x"))), parse("-cpass", "x"));
        assertEquals(new CommandLine.Run(new Program.Module("json.tool", List.of("x"))), parse("-m", "json.tool", "x"));
        assertEquals(new CommandLine.Run(new Program.Module("timeit", List.of())), parse("-mtimeit"));
    }

    @Test
    void noWordAndDashBothReadStandardInput() {
        assertEquals(new CommandLine.Run(new Program.StandardInput(false, List.of())), parse());
        assertEquals(new CommandLine.Run(new Program.StandardInput(true, List.of("x"))), parse("-", "x"));
    }

    @Test
    void unknownOptionAndMissingWordAreNamed() {
        assertEquals(new CommandLine.Wrong("unknown option --frobnicate"), parse("--frobnicate", "a.py"));
        assertEquals(new CommandLine.Wrong("argument expected for the -c option"), parse("-c"));
        assertEquals(new CommandLine.Wrong("argument expected for the -m option"), parse("-m"));
    }

    @Test
    void helpAndVersion() {
        assertEquals(new CommandLine.Help(), parse("-h"));
        assertEquals(new CommandLine.Version(), parse("--version"));
    }

    private static CommandLine parse(String... words) {
        return CommandLine.parse(List.of(words));
    }
}
