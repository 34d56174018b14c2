package org.clutch.core.interpreter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;

/** The interpreters that a confined one may reach: itself and its children, which are like it and end with it. */
final class Offspring implements Interpreters {
    private static final int MOST = 16;

    private final long parent;
    private final InterpreterSpec spec;
    private final InterpreterRegistry registry;
    private final Set<Long> children = ConcurrentHashMap.newKeySet();
    /** Guarded by this: whether the parent has ended. */
    private boolean ended;

    Offspring(long parent, InterpreterSpec spec, InterpreterRegistry registry) {
        this.parent = parent;
        this.spec = spec;
        this.registry = registry;
    }

    boolean contains(long id) {
        return id == parent || children.contains(id);
    }

    @Override
    public Interpreter main() {
        throw new InterpreterException("a confined interpreter cannot reach the main interpreter");
    }

    @Override
    public int runMain(Program program, PythonOptions options) {
        throw new InterpreterException("a confined interpreter cannot run a main program");
    }

    /** Makes a child, which gets the rights of its parent, whatever was asked for. */
    @Override
    public synchronized Interpreter create(InterpreterSpec wanted) {
        children.removeIf(child -> !registry.exists(child));
        if (children.size() >= MOST) {
            throw new InterpreterException("a confined interpreter has at most " + MOST
                    + " interpreters of its own: close one of " + children);
        }
        if (ended) {
            throw new InterpreterException("interpreter " + parent + " has ended, so it makes no other");
        }
        Interpreter child = registry.create(spec.withName(wanted.name()));
        children.add(child.id());
        return child;
    }

    @Override
    public List<Interpreter> list() {
        return LongStream.concat(LongStream.of(parent), children.stream().mapToLong(Long::longValue)).sorted()
                .mapToObj(registry::find).flatMap(Optional::stream).toList();
    }

    @Override
    public Optional<Interpreter> find(long id) {
        return contains(id) ? registry.find(id) : Optional.empty();
    }

    /** Ends the children with their parent. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        registry.discardAll(children, Duration.ZERO);
    }
}
