package org.clutch.engine;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A Python object that Java calls again and again. Any thread may call; calls take turns in its interpreter. */
@ConsumerType
public interface BoundObject {
    /**
     * Calls a method.
     *
     * @param names what it may be called, the first that the object has counts
     * @param itself whether to call the object itself if it has none of these
     * @param args the arguments, as in {@link InterpreterState#call}
     * @return the result, as in {@link InterpreterState#call}
     * @throws org.clutch.interpreter.ExecutionFailedException if there is no such method, or it raises
     */
    Object call(List<String> names, boolean itself, List<Object> args);

    /**
     * Says whether the object has a method.
     *
     * @param names what it may be called
     * @return true if one of them is an attribute of the object
     */
    boolean has(List<String> names);
}
