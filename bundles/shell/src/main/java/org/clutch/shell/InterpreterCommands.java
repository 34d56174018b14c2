package org.clutch.shell;

import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.interpreter.Isolation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands that list interpreters and act on them. They run in the shell's thread. */
@Component(service = InterpreterCommands.class)
@GogoCommand(scope = "clutch", function = {"interpreters", "interpreter", "create", "exec", "call", "interrupt",
        "close"})
public final class InterpreterCommands {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Interpreters interpreters;

    /** DS gives the interpreters. */
    @Activate
    public InterpreterCommands(@Reference Interpreters interpreters) {
        this.interpreters = interpreters;
    }

    /** Lists all. */
    @Descriptor("lists the interpreters: id, name, state, threads: each (interpreters) { $it name }")
    public List<Interpreter> interpreters() {
        return interpreters.list();
    }

    /** Finds one. */
    @Descriptor("gives one interpreter: (interpreter 3) name")
    public Interpreter interpreter(@Descriptor("its id or name") String which) {
        return new Named<>("interpreter", interpreters.list(), Interpreter::id, Interpreter::name).find(which);
    }

    /** Makes one. */
    @Descriptor("makes an interpreter and gives it: create, create NAME, create NAME confined")
    public Interpreter create(@Descriptor("NAME, and confined or trusted") String... words) {
        if (words.length > 2) {
            throw new IllegalArgumentException("create takes a name and an isolation, not " + String.join(" ", words));
        }
        InterpreterSpec spec = words.length == 0 ? InterpreterSpec.DEFAULT : new InterpreterSpec(words[0]);
        return interpreters.create(words.length < 2 ? spec : spec.withIsolation(isolation(words[1])));
    }

    private static Isolation isolation(String word) {
        return switch (word) {
            case "confined" -> Isolation.CONFINED;
            case "trusted" -> Isolation.TRUSTED;
            default -> throw new IllegalArgumentException("isolation is confined or trusted, not " + word);
        };
    }

    /** Executes source text. */
    @Descriptor("executes Python source in __main__ of an interpreter: exec 3 \"print(6 * 7)\"")
    public void exec(@Descriptor("its id or name") String which, @Descriptor("the source") String source) {
        interpreter(which).exec(source);
    }

    /** Calls a function. */
    @Descriptor("calls a function and gives its result: call 3 math:sqrt 2.0")
    public Object call(@Descriptor("the interpreter's id or name") String which,
            @Descriptor("module:name") String function, @Descriptor("arguments") Object... arguments) {
        return interpreter(which).call(function, arguments);
    }

    /** Interrupts what runs. */
    @Descriptor("interrupts what an interpreter runs; false if it had to be discarded: interrupt 3")
    public boolean interrupt(@Descriptor("its id or name") String which) {
        return interpreter(which).interrupt(DEADLINE);
    }

    /** Closes one. */
    @Descriptor("closes an interpreter; what it runs is interrupted, and cancelled after 5 s: close 3")
    public void close(@Descriptor("its id or name") String which) {
        interpreter(which).close(DEADLINE);
    }
}
