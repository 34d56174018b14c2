package org.clutch.interpreter;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One isolated Python runtime state with its own lock. Any thread may call, virtual ones too; work runs on the calling
 * thread, which should have a stack of 16 MB or more if the Python code recurses deeply. One at a time: while an
 * {@code exec} or {@code call} runs, a second one is refused. Threads that Python code started do not count.
 *
 * <p>After {@link #close()} every method but {@link #id()}, {@link #name()} and {@code toString} throws
 * {@link InterpreterNotFoundException}, and closing again does too.
 */
@ProviderType
public interface Interpreter extends AutoCloseable {
    /**
     * Gives the number that names this interpreter.
     *
     * @return 0 for the main interpreter, else a positive number; never reused
     */
    long id();

    /**
     * Gives the name that the spec asked for.
     *
     * @return the name, or {@code interpreter-ID} when it asked for none
     */
    String name();

    /**
     * Executes source text in {@code __main__}, whose namespace persists. Blocks until it has ended.
     *
     * @param source Python source, not dedented
     * @throws ExecutionFailedException if it does not compile, or ends with an uncaught exception
     * @throws ExecutionInterruptedException if {@link #interrupt(Duration)} ended it
     * @throws InterpreterException if this interpreter is running already
     */
    void exec(String source);

    /**
     * Calls a function and hands back its result. Blocks until it has returned.
     *
     * @param function {@code module:qualname}, such as {@code math:sqrt}, or just a qualname for one in {@code __main__}
     * @param args positional arguments, converted by {@link org.clutch.share.CrossInterpreterData#of(Object)}; beside what
     *            that takes, a {@link Map} becomes a dict, a record a dict by the names of its components, a
     *            {@link Set} a set, an {@link Enum} its name and an {@link java.util.Optional} its value or None;
     *            a {@link java.util.List} is a tuple, or a list if one of these is in it; of other types what a service
     *            {@link org.clutch.share.CrossInterpreterType} says
     * @return the result, null for {@code None}: a list as an unmodifiable {@link java.util.List}, a set as a
     *         {@link Set}, a dict, named tuple or dataclass as a {@link Map}, all else in its cross-interpreter form
     * @throws org.clutch.share.NotShareableException if an argument (nothing was run) or the result cannot cross
     * @throws ExecutionFailedException if there is no such function, or it raised
     * @throws ExecutionInterruptedException if {@link #interrupt(Duration)} ended it
     * @throws InterpreterException if this interpreter is running already
     */
    Object call(String function, Object... args);

    /**
     * Calls a function as {@link #call(String, Object...)} does, and hands back its result in a Java type.
     *
     * @param <T> the type
     * @param type a primitive type or its box, {@link String}, {@link java.math.BigInteger}, {@code byte[]}, an enum (from
     *            its name), an array, a record (from a dict by name, or a tuple or list by position), or any type that the
     *            result has anyway; parts of records are converted in the same way, and may also be lists, sets, maps and
     *            optionals
     * @param function {@code module:qualname}, or just a qualname for one in {@code __main__}
     * @param args positional arguments, as above
     * @return the result; null for {@code None}, unless the type is primitive
     * @throws InterpreterException if the result is nothing that the type can hold, or this interpreter is running already
     * @throws ExecutionFailedException if there is no such function, or it raised
     */
    <T> T call(Class<T> type, String function, Object... args);

    /**
     * Gives a Python object as a Java interface, so that a service can be written in Python. Each method calls the Python
     * method of that name, or of that name in snake_case ({@code sayHello} is {@code say_hello}); the one abstract method of
     * a functional interface may also be the object itself, a function. Arguments and results are converted as in
     * {@link #call(Class, String, Object...)}, by the method's return type. Default methods that Python lacks are Java's.
     *
     * <p>Any thread may call at any time: calls do not count as running, but take turns with all that this interpreter does.
     * They throw {@link ExecutionFailedException} for what Python raises, and {@link InterpreterNotFoundException} once this
     * interpreter is closed.
     *
     * @param <T> the interface
     * @param type an interface that this bundle's class loader, or its own, can see
     * @param name {@code module:qualname} of the object, or just a qualname for one in {@code __main__}; of a class one
     *            instance is made, without arguments
     * @return an object that stands for it
     * @throws ExecutionFailedException if there is no such object, or making it raised
     * @throws IllegalArgumentException if the type is no interface
     */
    <T> T as(Class<T> type, String name);

    /**
     * Binds names in {@code __main__}: all of them, or none if one cannot cross.
     *
     * @param bindings names and values, converted by {@link org.clutch.share.CrossInterpreterData#of(Object)}
     * @throws org.clutch.share.NotShareableException if a value cannot cross
     * @throws InterpreterException if this interpreter is running
     */
    void prepareMain(Map<String, ?> bindings);

    /**
     * Says whether an {@code exec} or {@code call} is at work. The main interpreter always runs.
     *
     * @return true while running; a snapshot
     */
    boolean isRunning();

    /**
     * Names the threads that Python code in this interpreter has started and that have not ended, daemons too, and those
     * that are in a call by {@link #as}. Does not block.
     *
     * @return a snapshot; empty as well if it cannot be known, since the JVM lacks flags
     */
    Set<Thread> threads();

    /**
     * Unwinds the Python code that runs in this interpreter, in whatever thread, with its {@code finally} blocks. Blocks
     * until that is done. What begins meanwhile may be unwound as well. What has not unwound by the deadline is cancelled,
     * and this interpreter is discarded as if it were closed.
     *
     * @param deadline how long it may take to unwind, positive
     * @return true if the interpreter is idle and usable again, false if it had to be discarded
     * @throws InterpreterException if it waits for this call: what runs in it calls others that call this
     * @throws InterpreterNotFoundException if it is closed already
     */
    boolean interrupt(Duration deadline);

    /**
     * Ends this interpreter as CPython does: waits for its non-daemon threads, runs its atexit functions, and frees all it
     * owned.
     *
     * @throws InterpreterException if it is running, waits for this call, or is the main interpreter
     * @throws InterpreterNotFoundException if it is closed already
     */
    @Override
    void close();

    /**
     * Ends this interpreter as {@link #close()} does, but interrupts running code, and cancels whatever has not ended in
     * time.
     *
     * @param deadline how long to wait for an orderly end, positive or zero
     * @throws InterpreterException if it waits for this call, or is the main interpreter
     * @throws InterpreterNotFoundException if it is closed already
     */
    void close(Duration deadline);
}
