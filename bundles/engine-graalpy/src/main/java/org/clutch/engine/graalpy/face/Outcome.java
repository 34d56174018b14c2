package org.clutch.engine.graalpy.face;

import java.util.Objects;
import org.clutch.interpreter.ExceptionSnapshot;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterRunningException;
import org.clutch.pool.PoolClosedException;
import org.clutch.share.NotShareableException;
import org.graalvm.polyglot.HostAccess;

/**
 * How something that one interpreter asked of another went, for both sides: Java gets the result or an exception, Python
 * asks for the {@link #kind()} and raises what it stands for.
 */
public final class Outcome {
    /** It went well, and there is no result. */
    public static final Outcome DONE = new Outcome("done", null, null, null);

    private final String kind;
    private final Object data;
    private final ExceptionSnapshot snapshot;
    private final RuntimeException exception;
    /** The exception that Python raised, as data that crosses, or null if it does not. */
    private final Object original;
    private final boolean ofConfined;

    private Outcome(String kind, Object data, ExceptionSnapshot snapshot, RuntimeException exception) {
        this(kind, data, snapshot, exception, null, false);
    }

    private Outcome(String kind, Object data, ExceptionSnapshot snapshot, RuntimeException exception,
            Object original, boolean ofConfined) {
        this.kind = kind;
        this.data = data;
        this.snapshot = snapshot;
        this.exception = exception;
        this.original = original;
        this.ofConfined = ofConfined;
    }

    static Outcome result(Object data) {
        return new Outcome("result", data, null, null);
    }

    static Outcome failed(String typeName, String qualifiedName, String module, String message, String formatted,
            String traceback) {
        ExceptionSnapshot snapshot = new ExceptionSnapshot(typeName, qualifiedName, module, message, formatted,
                traceback);
        return new Outcome("failed", null, snapshot, new ExecutionFailedException(snapshot));
    }

    /** What an operation on a shared object raised: a copy of the exception, and its snapshot; either may be missing. */
    static Outcome raised(Outcome failure, Object copy) {
        if (failure == null) {
            return new Outcome("raised", copy, null, new InterpreterException("a shared object raised"));
        }
        return new Outcome("failed", copy, failure.snapshot, failure.exception);
    }

    /** Gives what an operation in an interpreter came to when it had no result, which it may have made up. */
    Outcome raisedIn(long owner, Border border) {
        if (exception == null) {
            return of(new InterpreterException("interpreter " + owner + " has damaged its own module _clutch.sharing"));
        }
        return border == Border.OPEN ? this : new Outcome(kind, data, snapshot, exception, original, true);
    }

    static Outcome notShareable(String message) {
        return of(new NotShareableException(message));
    }

    /** What was called off before it began. */
    static Outcome cancelled() {
        return new Outcome("cancelled", null, null, new InterpreterException("cancelled"));
    }

    /** What Ctrl-C ended. */
    static Outcome keyboardInterrupt() {
        return new Outcome("keyboard-interrupt", null, null, new InterpreterException("KeyboardInterrupt"));
    }

    static Outcome of(RuntimeException exception) {
        return switch (exception) {
            case PoolClosedException e -> new Outcome("pool-closed", null, null, e);
            case ExecutionFailedException e -> new Outcome("failed", null, e.snapshot(), e);
            case InterpreterNotFoundException e -> new Outcome("not-found", null, null, e);
            case InterpreterRunningException e -> new Outcome("running", null, null, e);
            case InterpreterException e -> new Outcome("error", null, null, e);
            case NotShareableException e -> new Outcome("not-shareable", null, null, e);
            default -> throw exception;
        };
    }

    /** Says whether code ended for lack of memory. */
    boolean isOutOfMemory() {
        return snapshot != null && snapshot.typeName().equals("MemoryError");
    }

    /** Gives the result, or throws what it stands for. */
    public Object orThrow() {
        if (exception != null) {
            throw exception;
        }
        return data;
    }

    /** Gives what went well as it is for Python, a result or None, and this object otherwise. */
    Object toPython() {
        return exception == null ? Crossed.toPython(data) : this;
    }

    /** Gives the same outcome with the exception itself, which Python has pickled and which may leave. */
    Outcome carrying(Object pickledException) {
        return new Outcome(kind, data, snapshot, exception, pickledException, ofConfined);
    }

    /** Gives the exception itself, or None if it could not travel. */
    @HostAccess.Export
    public Object original() {
        return Crossed.toPython(original);
    }

    /**
     * Names the kind: done, result, failed, raised, not-found, running, not-shareable, keyboard-interrupt, cancelled,
     * pool-closed or error.
     */
    @HostAccess.Export
    public String kind() {
        return kind;
    }

    /** Gives the result of a call, or the copy of what an operation on a shared object raised. */
    @HostAccess.Export
    public Object data() {
        return Crossed.toPython(data);
    }

    /** Says whether this is what an operation on a shared object of a confined interpreter raised. */
    @HostAccess.Export
    public boolean ofConfined() {
        return ofConfined;
    }

    /** Gives what went wrong, in a sentence; for failed code, the message of its exception. */
    @HostAccess.Export
    public String message() {
        return snapshot != null ? snapshot.message() : Objects.toString(exception.getMessage());
    }

    /** Gives the name of the exception's class. */
    @HostAccess.Export
    public String typeName() {
        return snapshot.typeName();
    }

    /** Gives the qualified name of the exception's class. */
    @HostAccess.Export
    public String qualifiedName() {
        return snapshot.qualifiedName();
    }

    /** Gives the module of the exception's class. */
    @HostAccess.Export
    public String module() {
        return snapshot.module();
    }

    /** Gives the exception in one line. */
    @HostAccess.Export
    public String formatted() {
        return snapshot.formatted();
    }

    /** Gives the whole traceback. */
    @HostAccess.Export
    public String traceback() {
        return snapshot.traceback();
    }
}
