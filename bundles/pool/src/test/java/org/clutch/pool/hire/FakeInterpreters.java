package org.clutch.pool.hire;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;

/** Interpreters that cost nothing, and do what the test says. */
final class FakeInterpreters implements Interpreters {
    final List<FakeInterpreter> made = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    volatile Runnable onCreate = () -> {};
    volatile Runnable onClose = () -> {};
    volatile UnaryOperator<Object> onCall = FakeInterpreter.ECHO;
    volatile UnaryOperator<Object> onWarmUp = FakeInterpreter.ECHO;

    int open() {
        return made.size() - closed.get();
    }

    @Override
    public Interpreter main() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int runMain(Program program, PythonOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Interpreter create(InterpreterSpec spec) {
        onCreate.run();
        synchronized (this) {
            FakeInterpreter interpreter = new FakeInterpreter(this, made.size() + 1L, spec);
            made.add(interpreter);
            return interpreter;
        }
    }

    @Override
    public List<Interpreter> list() {
        return made.stream().filter(each -> !each.isClosed()).<Interpreter>map(each -> each).toList();
    }

    @Override
    public Optional<Interpreter> find(long id) {
        return list().stream().filter(each -> each.id() == id).findFirst();
    }
}
