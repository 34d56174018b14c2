package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The options of {@code python}, in the main interpreter and in others, and virtual environments. */
public class OptionsIT {
    /** Prints what this interpreter has of the options, and whether all others have the same. */
    private static final String REPORT = """
            import sys
            from concurrent import interpreters


            def report():
                "a docstring"
                import sys
                import warnings

                flags = sys.flags
                try:
                    assert False
                    asserts = "ignored"
                except AssertionError:
                    asserts = "checked"
                try:
                    warnings.warn("some", UserWarning)
                    warned = "quietly"
                except UserWarning:
                    warned = "by an exception"
                return (f"{asserts} {__debug__} {flags.optimize} {flags.no_user_site} {flags.dev_mode} {flags.utf8_mode} "
                        f"{flags.quiet} {flags.int_max_str_digits} {sys.warnoptions} {sorted(sys._xoptions.items())} {warned} "
                        f"{sys.stdout.write_through}")


            print(report(), report.__doc__)
            others = [interpreters.create() for _ in range(4)]
            print({other.call(report) for other in others} == {report()})
            others[0].exec("assert not sys.flags.optimize" if not sys.flags.optimize else "assert False")
            for other in others:
                other.close()
            """;

    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void optionsHoldInAllInterpreters() throws Exception {
        Result result = Clutch.run("", "-OOus", "-q", "-W", "ignore::DeprecationWarning", "-Werror::UserWarning", "-X",
                "dev",
                "-Xutf8", "-Xlimit=3", "-Xint_max_str_digits=1000", "-c", REPORT);
        assertEquals("", result.err());
        assertEquals(
                """
                        ignored False 2 1 True 1 1 1000 ['default', 'ignore::DeprecationWarning', 'error::UserWarning'] \
                        [('dev', True), ('int_max_str_digits', '1000'), ('limit', '3'), ('utf8', True)] by an exception True None
                        True
                        """,
                result.out());
    }

    @Test
    public void variablesSayTheSame() throws Exception {
        Result result = Clutch.runIn(
                Map.of("PYTHONOPTIMIZE", "1", "PYTHONWARNINGS", "ignore", "PYTHONNOUSERSITE", "1", "PYTHONUNBUFFERED",
                        ""),
                "-c",
                REPORT);
        assertEquals("", result.err());
        assertEquals("ignored False 1 1 False 0 0 4300 ['ignore'] [] quietly False a docstring\nTrue\n", result.out());
        Result isolated = Clutch.runIn(Map.of("PYTHONOPTIMIZE", "1", "PYTHONPATH", "/nowhere"), "-Ic",
                "import sys; print(sys.flags.optimize, '/nowhere' in sys.path, '' in sys.path)");
        assertEquals("0 False False\n", isolated.out());
    }

    @Test
    public void optimizedScriptIsAScriptAndItsModulesAreOptimizedToo() throws Exception {
        Path folder = temporary.getRoot().toPath();
        Files.writeString(folder.resolve("beside.py"), "assert False\n");
        Path script = Files.writeString(folder.resolve("script.py"), """
                this is no Python
                assert False
                import beside, sys
                print(__name__, __file__, sys.path[0], sys.argv)
                1 / 0
                """);
        Result result = Clutch.run("", "-Ox", script.toString(), "-O");
        assertEquals("__main__ %s %s ['%s', '-O']\n".formatted(script, script.getParent().toRealPath(), script),
                result.out());
        assertTrue(result.err(), result.err().startsWith("Traceback (most recent call last):\n  File \"" + script
                + "\", line 5, in <module>\n    1 / 0\n"));
        assertEquals(1, result.status());
    }

    @Test
    public void wrongValueOfAnOptionIsNamed() throws Exception {
        Result result = Clutch.run("", "-Xint_max_str_digits=7", "-c", "");
        assertEquals("clutch: -X int_max_str_digits=7 is neither 0 nor a number from 640 on\n", result.err());
        assertEquals(2, result.status());
    }

    @Test
    public void virtualEnvironmentHasItsOwnPrefixAndModules() throws Exception {
        Path folder = temporary.getRoot().toPath().toRealPath().resolve("venv");
        Result made = Clutch.run("", "-m", "venv", "--without-pip", folder.toString());
        assertEquals(made.err(), 0, made.status());
        Path modules = folder.resolve("lib/python3.12/site-packages");
        Files.writeString(modules.resolve("installed.py"), "where = 'here'\n");
        Result result = Clutch.runAs(folder.resolve("bin/python"), "-c", """
                import sys
                from concurrent import interpreters

                import installed

                other = interpreters.create()


                def prefixes():
                    import sys
                    import installed
                    return sys.prefix, sys.executable, sys.base_prefix != sys.prefix, installed.where


                print(prefixes())
                print(other.call(prefixes) == prefixes())
                other.close()
                """);
        assertEquals("", result.err());
        assertEquals("('%s', '%s/bin/python', True, 'here')\nTrue\n".formatted(folder, folder), result.out());
    }
}
