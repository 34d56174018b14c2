package org.clutch.interpreter;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a new interpreter should be like. Start at {@link #DEFAULT} and change what should differ:
 * {@code InterpreterSpec.DEFAULT.withName("render").withIsolation(Isolation.CONFINED)}.
 *
 * @param name what lists, logs and threads call it; empty for {@code interpreter-ID}
 * @param isolation what its code may reach
 * @param environment variables of {@code os.environ}: beside those of the process if it is trusted, else all that there are
 * @param pythonPath folders and archives of modules, in {@code sys.path} ahead of the standard library
 * @param readable folders whose files a confined interpreter may read, beside those of its path; a trusted one reads
 *            what the process may
 * @param streams its standard streams
 * @param limits how long its code may go on
 * @param ownEnvironment whether what it changes in its environment concerns itself, its child processes and interpreters that
 *            it makes; otherwise a trusted one changes the environment of the process, with which later ones start. A
 *            confined one has an environment of its own in any case
 */
public record InterpreterSpec(String name, Isolation isolation, Map<String, String> environment, List<Path> pythonPath,
        List<Path> readable, Streams streams, Limits limits, boolean ownEnvironment) {
    /** A trusted interpreter without a name, streams or limits of its own. */
    public static final InterpreterSpec DEFAULT = new InterpreterSpec("", Isolation.TRUSTED, Map.of(), List.of(),
            List.of(), Streams.PROCESS, Limits.NONE, false);

    /**
     * Copies the collections and checks that nothing is null.
     *
     * @param name what lists, logs and threads call it
     * @param isolation what its code may reach
     * @param environment variables of {@code os.environ}
     * @param pythonPath folders and archives of modules
     * @param readable folders whose files a confined interpreter may read
     * @param streams its standard streams
     * @param limits how long its code may go on
     * @param ownEnvironment whether what it changes in its environment concerns nobody else
     */
    public InterpreterSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(isolation, "isolation");
        Objects.requireNonNull(streams, "streams");
        Objects.requireNonNull(limits, "limits");
        environment = Map.copyOf(environment);
        pythonPath = List.copyOf(pythonPath);
        readable = List.copyOf(readable);
    }

    /**
     * Makes a spec with only a name.
     *
     * @param name what lists, logs and threads call it; empty for {@code interpreter-ID}
     */
    public InterpreterSpec(String name) {
        this(name, DEFAULT.isolation, DEFAULT.environment, DEFAULT.pythonPath, DEFAULT.readable, DEFAULT.streams,
                DEFAULT.limits, DEFAULT.ownEnvironment);
    }

    /**
     * Changes the name.
     *
     * @param newName what lists, logs and threads call it
     * @return a spec that differs in this
     */
    public InterpreterSpec withName(String newName) {
        return new InterpreterSpec(newName, isolation, environment, pythonPath, readable, streams, limits,
                ownEnvironment);
    }

    /**
     * Changes the isolation.
     *
     * @param newIsolation what its code may reach
     * @return a spec that differs in this
     */
    public InterpreterSpec withIsolation(Isolation newIsolation) {
        return new InterpreterSpec(name, newIsolation, environment, pythonPath, readable, streams, limits,
                ownEnvironment);
    }

    /**
     * Changes the environment.
     *
     * @param newEnvironment variables of {@code os.environ}
     * @return a spec that differs in this
     */
    public InterpreterSpec withEnvironment(Map<String, String> newEnvironment) {
        return new InterpreterSpec(name, isolation, newEnvironment, pythonPath, readable, streams, limits,
                ownEnvironment);
    }

    /**
     * Changes the path.
     *
     * @param newPythonPath folders and archives of modules
     * @return a spec that differs in this
     */
    public InterpreterSpec withPythonPath(Path... newPythonPath) {
        return new InterpreterSpec(name, isolation, environment, List.of(newPythonPath), readable, streams, limits,
                ownEnvironment);
    }

    /**
     * Changes what may be read.
     *
     * @param newReadable folders whose files a confined interpreter may read
     * @return a spec that differs in this
     */
    public InterpreterSpec withReadable(Path... newReadable) {
        return new InterpreterSpec(name, isolation, environment, pythonPath, List.of(newReadable), streams, limits,
                ownEnvironment);
    }

    /**
     * Changes the streams.
     *
     * @param newStreams its standard streams
     * @return a spec that differs in this
     */
    public InterpreterSpec withStreams(Streams newStreams) {
        return new InterpreterSpec(name, isolation, environment, pythonPath, readable, newStreams, limits,
                ownEnvironment);
    }

    /**
     * Changes the limits.
     *
     * @param newLimits how long its code may go on
     * @return a spec that differs in this
     */
    public InterpreterSpec withLimits(Limits newLimits) {
        return new InterpreterSpec(name, isolation, environment, pythonPath, readable, streams, newLimits,
                ownEnvironment);
    }

    /**
     * Changes whom a changed environment concerns.
     *
     * @param isOwn whether what it changes in its environment concerns nobody else
     * @return a spec that differs in this
     */
    public InterpreterSpec withOwnEnvironment(boolean isOwn) {
        return new InterpreterSpec(name, isolation, environment, pythonPath, readable, streams, limits, isOwn);
    }
}
