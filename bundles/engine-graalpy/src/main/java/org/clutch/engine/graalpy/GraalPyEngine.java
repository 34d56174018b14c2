package org.clutch.engine.graalpy;

import java.util.Set;
import org.clutch.engine.Engine;
import org.clutch.engine.Host;
import org.clutch.engine.MainState;
import org.clutch.engine.PreparedState;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The engine that runs Python on GraalPy: one polyglot engine for all of a kind, one context for each interpreter. */
@Component(immediate = true, property = "clutch.engine=graalpy")
public final class GraalPyEngine implements Engine {
    private final Contexts contexts = new Contexts();
    private final PythonSources sources = new PythonSources();

    @Deactivate
    void close() {
        contexts.close();
    }

    @Override
    public PreparedState prepare(InterpreterSpec spec) {
        return AttendedState.prepare(contexts, sources, spec);
    }

    @Override
    public Set<String> moduleNames() {
        return sources.moduleNames();
    }

    @Override
    public MainState createMain(Program program, PythonOptions options, Host host) {
        return ProgramState.create(contexts, sources, program, options, host);
    }
}
