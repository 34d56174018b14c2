package org.clutch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.clutch.command.CommandLine.Options;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions.Flag;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void firstWordThatIsNoOptionIsTheScriptAndTheRestIsItsOwn() {
        assertEquals(new Program.Script("a.py", List.of("-c", "--help")), program("a.py", "-c", "--help"));
        assertEquals(new Program.Script("a.py", List.of("-q")), program("-q", "a.py", "-q"));
        assertEquals(new Program.Script("-a.py", List.of()), program("--", "-a.py"));
    }

    @Test
    void commandAndModuleTakeTheirWordAttachedOrNot() {
        assertEquals(new Program.Command("pass", List.of("x")), program("-c", "pass", "x"));
        assertEquals(new Program.Command("pass", List.of("x")), program("-cpass", "x"));
        assertEquals(new Program.Module("json.tool", List.of("x")), program("-m", "json.tool", "x"));
        assertEquals(new Program.Module("timeit", List.of()), program("-mtimeit"));
        assertEquals(new Program.Module("ensurepip", List.of("-v")), program("-Im", "ensurepip", "-v"));
    }

    @Test
    void noWordAndDashBothReadStandardInput() {
        assertEquals(new Program.StandardInput(false, List.of()), program());
        assertEquals(new Program.StandardInput(false, List.of()), program("-u"));
        assertEquals(new Program.StandardInput(false, List.of()), program("--"));
        assertEquals(new Program.StandardInput(true, List.of("x")), program("-", "x"));
    }

    @Test
    void lettersStandTogetherOrApart() {
        Map<Flag, Integer> both = Map.of(Flag.QUIET, 1, Flag.INSPECT, 1);
        assertEquals(both, options("-qi").flags());
        assertEquals(both, options("-q", "-i").flags());
        assertEquals(Map.of(Flag.OPTIMIZE, 2), options("-OO").flags());
        assertEquals(Map.of(Flag.OPTIMIZE, 2), options("-O", "-O").flags());
        assertEquals(Map.of(Flag.ISOLATED, 1, Flag.IGNORE_ENVIRONMENT, 1, Flag.NO_USER_SITE, 1, Flag.SAFE_PATH, 1),
                options("-IB").flags());
    }

    @Test
    void warningsAndImplementationOptionsTakeTheirWordAttachedOrNot() {
        Options options = options("-Wignore", "-W", "error::UserWarning", "-qXdev", "-X", "limit=3");
        assertEquals(List.of("ignore", "error::UserWarning"), options.warnings());
        assertEquals(Map.of("dev", "", "limit", "3"), options.implementation());
        assertEquals(Map.of(Flag.QUIET, 1), options.flags());
    }

    @Test
    void unknownOptionAndMissingWordAreNamed() {
        assertEquals(new CommandLine.Wrong("unknown option --frobnicate"), parse("--frobnicate", "a.py"));
        assertEquals(new CommandLine.Wrong("unknown option -Z"), parse("-qZi"));
        assertEquals(new CommandLine.Wrong("argument expected for the -c option"), parse("-c"));
        assertEquals(new CommandLine.Wrong("argument expected for the -m option"), parse("-qm"));
        assertEquals(new CommandLine.Wrong("argument expected for the -W option"), parse("-W"));
    }

    @Test
    void helpAndVersion() {
        assertEquals(new CommandLine.Help(), parse("-h"));
        assertEquals(new CommandLine.Help(), parse("-q?"));
        assertEquals(new CommandLine.Version(), parse("--version"));
        assertEquals(new CommandLine.Version(), parse("-V"));
    }

    private static Program program(String... words) {
        return ((CommandLine.Run) parse(words)).program();
    }

    private static Options options(String... words) {
        return ((CommandLine.Run) parse(words)).options();
    }

    private static CommandLine parse(String... words) {
        return CommandLine.parse(List.of(words));
    }
}
