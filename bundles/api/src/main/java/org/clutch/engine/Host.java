package org.clutch.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.clutch.channel.Channels;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.extension.Extensions;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.Interpreters;
import org.clutch.pool.InterpreterPool;
import org.clutch.share.ObjectReference;
import org.clutch.share.QueueReference;
import org.clutch.share.Reduced;
import org.clutch.share.Regions;
import org.clutch.sync.Synchronizers;
import org.osgi.annotation.versioning.ProviderType;

/** What the core gives each state, so that Python code in it reaches interpreters and queues. */
@ProviderType
public interface Host {
    /**
     * Gives the id of the interpreter whose state this is.
     *
     * @return the id
     */
    long id();

    /**
     * Gives the interpreters that this one may reach: all, or itself and those that it made if it is confined.
     *
     * @return the service
     */
    Interpreters interpreters();

    /**
     * Gives the queues that this one may reach: all, or those that it made or received if it is confined.
     *
     * @return the service
     */
    InterpreterQueues queues();

    /**
     * Finds the queue of a reference that arrived in this interpreter, which may reach it from now on.
     *
     * @param reference what arrived
     * @return the queue, or empty if it is gone
     */
    Optional<InterpreterQueue> receive(QueueReference reference);

    /**
     * Gives the channels that this one may reach: all, or those that it made or has an end of if it is confined. Its ends
     * are its own.
     *
     * @return the service
     */
    Channels channels();

    /**
     * Gives the locks and their like, as a user who is this interpreter: what it holds when it ends is given back. It reaches
     * those that it made or received; a confined one finds no others.
     *
     * @return the service
     */
    Synchronizers synchronizers();

    /**
     * Gives the regions of memory, as a user who is this interpreter: what it has when it ends is given back. A confined one
     * gets Java arrays only, and attaches those that it made or received.
     *
     * @return the service
     */
    Regions regions();

    /**
     * Gives the pools that this one may reach at the moment: all, or none if it is confined.
     *
     * @return a snapshot
     */
    List<InterpreterPool> pools();

    /**
     * Gives the extension modules that this one may import; a confined one may import none.
     *
     * @return the service
     */
    Extensions extensions();

    /**
     * Takes an object of Java apart that is to cross to another interpreter, as a
     * {@linkplain org.clutch.share.CrossInterpreterType service} says.
     *
     * @param object the object
     * @return what crosses instead, or empty if no service knows its type
     * @throws org.clutch.share.NotShareableException if the service says that this object cannot cross
     */
    Optional<Reduced> reduce(Object object);

    /**
     * Does something with the state of an interpreter, which counts as running meanwhile: the gate through which
     * {@link Interpreter#exec} and {@link Interpreter#call} go as well.
     *
     * @param <T> the type of the result
     * @param id which interpreter
     * @param action what to do, in the calling thread
     * @return what the action returned
     * @throws org.clutch.interpreter.InterpreterNotFoundException if there is no such interpreter
     * @throws org.clutch.interpreter.InterpreterException if it is running already, or is the main interpreter
     */
    <T> T running(long id, Function<InterpreterState, T> action);

    /**
     * Does something with the state of the interpreter that owns an object, the main one too, whether or not it is running:
     * the way for what only takes a turn with its lock, a proxy's call. Whoever was given the reference may use it, in a
     * confined interpreter too, and whoever was not has none; so engines take references from the code they run only if
     * that cannot make any.
     *
     * @param <T> the type of the result
     * @param object a reference to the object
     * @param action what to do with its owner's state, in the calling thread
     * @return what the action returned
     * @throws org.clutch.interpreter.InterpreterNotFoundException if the owner is closed
     */
    <T> T entered(ObjectReference object, Function<InterpreterState, T> action);
}
