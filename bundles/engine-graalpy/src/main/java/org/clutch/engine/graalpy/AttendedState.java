package org.clutch.engine.graalpy;

import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.engine.PreparedState;
import org.clutch.engine.graalpy.face.Border;
import org.clutch.engine.graalpy.face.HostInterpreters;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.graalvm.polyglot.Context;

/** The state of an interpreter whose Python main thread is an {@link Attendant}. */
final class AttendedState extends GraalPyState {
    private final Attendant attendant;

    private AttendedState(Contexts contexts, Context context, PythonSources sources, Isolation isolation,
            Attendant attendant) {
        super(contexts, context, sources, isolation, false);
        this.attendant = attendant;
    }

    /** Makes the state in a new attendant's thread, and waits until it is there. */
    static PreparedState prepare(Contexts contexts, PythonSources sources, InterpreterSpec spec) {
        AttendedState made = Attendant.attend(attendant -> contexts.open(contexts.builder(spec), spec.isolation(),
                context -> new AttendedState(contexts, context, sources, spec.isolation(), attendant)));
        return new Prepared(made, spec);
    }

    /** A state without an interpreter. */
    private record Prepared(AttendedState state, InterpreterSpec made) implements PreparedState {
        @Override
        public boolean fits(InterpreterSpec spec) {
            // Files, environment and limits of other contexts are theirs from the start.
            return spec == made || adoptable(spec) && adoptable(made);
        }

        private static boolean adoptable(InterpreterSpec spec) {
            return spec.isolation() == Isolation.TRUSTED && spec.limits().statements() == 0;
        }

        @Override
        public InterpreterState adopt(InterpreterSpec spec, Host host) {
            state.attendant.rename(spec.name());
            state.adopt(spec, host, new HostInterpreters(host, spec));
            return state;
        }

        @Override
        public void close() {
            state.dismissAttendant();
        }
    }

    @Override
    public void close() {
        finish();
        guarded(() -> {
            dismissAttendant();
            return null;
        });
    }

    @Override
    public boolean isInside() {
        return super.isInside() || attendant.isCurrent();
    }

    private void dismissAttendant() {
        if (entrance().isInside()) {
            // Nobody else could close the context before this thread has left it.
            attendant.dismiss(this, () -> {});
            end(false);
        } else {
            attendant.dismiss(this, () -> end(false));
        }
    }

    @Override
    public void cancel() {
        end(true);
    }
}
