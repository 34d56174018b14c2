package org.clutch.engine.graalpy.face;

import java.util.ArrayList;
import java.util.List;
import org.clutch.interpreter.LineInput;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** The program of the main interpreter, for {@code _clutch.program}. Only Python's main thread calls it. */
public final class HostProgram {
    private final Program program;
    private final PythonOptions options;
    private final Program.Interactive interactive;
    private LineInput input;

    /** Serves one program. */
    public HostProgram(Program program, PythonOptions options) {
        this.program = program;
        this.options = options;
        this.interactive = program instanceof Program.Interactive typed ? typed : options.afterwards();
    }

    /** Gives the text of {@code -c}, or None. */
    @HostAccess.Export
    public String text() {
        return program instanceof Program.Command command ? command.source() : null;
    }

    /** Gives the path of a script as it was written, or None. */
    @HostAccess.Export
    public String path() {
        return program instanceof Program.Script script ? script.path() : null;
    }

    /** Says whether there is no program but what is typed. */
    @HostAccess.Export
    public boolean isTyped() {
        return program instanceof Program.Interactive;
    }

    /** Says whether the first line of the script is something else than Python. */
    @HostAccess.Export
    public boolean skipsFirstLine() {
        return options.has(Flag.SKIP_FIRST_LINE);
    }

    /** Says whether PYTHON... variables count. */
    @HostAccess.Export
    public boolean readsEnvironment() {
        return !options.has(Flag.IGNORE_ENVIRONMENT);
    }

    /** Gives what is printed before the first prompt. */
    @HostAccess.Export
    public String banner() {
        return interactive.banner();
    }

    /** Says whether there is a terminal to read from by {@link #readLine}. */
    @HostAccess.Export
    public boolean hasTerminal() {
        input = interactive.input() == null ? null : interactive.input().get();
        return input != null;
    }

    /** Reads a line: a str, None at the end, False if Ctrl-C dropped it. */
    @HostAccess.Export
    public Object readLine(String prompt, Value completions) {
        try {
            return input.readLine(prompt, word -> completed(completions.execute(word)));
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static List<String> completed(Value words) {
        List<String> all = new ArrayList<>();
        for (long i = 0; i < words.getArraySize(); i++) {
            all.add(words.getArrayElement(i).asString());
        }
        return all;
    }
}
