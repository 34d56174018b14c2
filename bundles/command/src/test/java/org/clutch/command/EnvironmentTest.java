package org.clutch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void variablesSayTheSameAsOptions() {
        PythonOptions options = complete(Map.of("PYTHONOPTIMIZE", "2", "PYTHONUNBUFFERED", "x", "PYTHONINSPECT", "",
                "PYTHONINTMAXSTRDIGITS", "700"), "-O");
        assertEquals(Map.of(Flag.OPTIMIZE, 2, Flag.UNBUFFERED, 1), options.flags());
        assertEquals(Map.of("int_max_str_digits", "700"), options.implementation());
    }

    @Test
    void warningsOfOptionsAreStrongerThanThoseOfTheVariable() {
        assertEquals(List.of("default", "ignore", "always", "error"),
                complete(Map.of("PYTHONWARNINGS", "ignore,always"), "-Xdev", "-Werror").warnings());
    }

    @Test
    void variablesCountForNothingWithTheOptionThatIgnoresThem() {
        Map<String, String> variables = Map.of("PYTHONOPTIMIZE", "1", "PYTHONWARNINGS", "error", "PYTHONUTF8", "1");
        assertEquals(Map.of(Flag.IGNORE_ENVIRONMENT, 1), complete(variables, "-E").flags());
        assertEquals(List.of(), complete(variables, "-I").warnings());
    }

    @Test
    void implementationOptionsAreSwitchedOff() {
        assertEquals(Map.of(), complete(Map.of("PYTHONUTF8", "1"), "-Xutf8=0").flags());
    }

    @Test
    void valueThatCannotBeIsNamed() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> complete(Map.of(), "-Xint_max_str_digits=7")).getMessage();
        assertEquals("-X int_max_str_digits=7 is neither 0 nor a number from 640 on", message);
    }

    private static PythonOptions complete(Map<String, String> variables, String... words) {
        CommandLine.Run run = (CommandLine.Run) CommandLine.parse(List.of(words));
        return new Environment(variables).complete(run.options());
    }
}
