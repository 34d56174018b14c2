package org.clutch.pool.hire;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.clutch.interpreter.Interpreter;

/** What a lease gives: the interpreter as long as the lease is open, with an eye on what goes wrong in it. */
final class LeasedInterpreter implements Interpreter {
    private final HiredLease lease;

    LeasedInterpreter(HiredLease lease) {
        this.lease = lease;
    }

    private <T> T use(Function<Interpreter, T> work) {
        Interpreter interpreter = lease.open();
        try {
            return work.apply(interpreter);
        } catch (RuntimeException e) {
            throw lease.saw(e);
        }
    }

    @Override
    public long id() {
        return lease.hired().interpreter().id();
    }

    @Override
    public String name() {
        return lease.hired().interpreter().name();
    }

    @Override
    public void exec(String source) {
        use(it -> {
            it.exec(source);
            return null;
        });
    }

    @Override
    public Object call(String function, Object... args) {
        return use(it -> it.call(function, args));
    }

    @Override
    public <T> T call(Class<T> type, String function, Object... args) {
        return use(it -> it.call(type, function, args));
    }

    @Override
    public <T> T as(Class<T> type, String name) {
        return use(it -> it.as(type, name));
    }

    @Override
    public void prepareMain(Map<String, ?> bindings) {
        use(it -> {
            it.prepareMain(bindings);
            return null;
        });
    }

    @Override
    public boolean isRunning() {
        return use(Interpreter::isRunning);
    }

    @Override
    public Set<Thread> threads() {
        return use(Interpreter::threads);
    }

    @Override
    public boolean interrupt(Duration deadline) {
        boolean usable = use(it -> it.interrupt(deadline));
        lease.discard();
        return usable;
    }

    @Override
    public void close() {
        use(it -> {
            it.close();
            return null;
        });
        lease.discard();
    }

    @Override
    public void close(Duration deadline) {
        use(it -> {
            it.close(deadline);
            return null;
        });
        lease.discard();
    }

    @Override
    public String toString() {
        return lease.hired().toString();
    }
}
