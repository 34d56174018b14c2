package org.clutch.engine.graalpy;

import java.time.Duration;
import org.clutch.engine.Host;
import org.clutch.engine.graalpy.face.HostInterpreters;
import org.clutch.interpreter.InterpreterSpec;
import org.graalvm.polyglot.Context;

/** The state of an interpreter whose Python main thread is an {@link Attendant}. */
final class AttendedState extends GraalPyState {
    private final Attendant attendant;

    private AttendedState(Contexts contexts, Context context, PythonSources sources, Host host, Attendant attendant) {
        super(contexts, context, sources, host, new HostInterpreters(host));
        this.attendant = attendant;
    }

    /** Makes the state in a new attendant's thread, and waits until it is there. */
    static AttendedState create(Contexts contexts, PythonSources sources, InterpreterSpec spec, Host host) {
        return Attendant.attend(spec.name(), attendant -> contexts.open(contexts.builder(),
                context -> new AttendedState(contexts, context, sources, host, attendant)));
    }

    @Override
    public boolean interrupt(Duration deadline) {
        return attendant.aside(() -> super.interrupt(deadline));
    }

    @Override
    public void close() {
        finish();
        attendant.dismiss();
        end(false);
    }

    @Override
    public void cancel() {
        end(true);
    }
}
