package org.clutch.extension;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A module whose members run outside the interpreter. Calls may come from several threads at once. */
@ConsumerType
public non-sealed interface MembersInstance extends ModuleInstance {
    /**
     * Describes the module's members; the same at each call.
     *
     * @return the description
     */
    ModuleDescription description();

    /**
     * Calls a member, in a thread of the interpreter that has let go of the interpreter's lock: it may block.
     *
     * @param member the name of a function or, to make an object, of a type; {@code Type.method}, {@code Type.property}; or
     *            {@code Type.property=} to set one
     * @param self the object whose method it is, one that this instance returned, or null
     * @param arguments one for each parameter: {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data},
     *            lists, sets and maps of them, {@link ModuleObject}, or {@link org.clutch.engine.BoundObject} for a
     *            Python callable
     * @return the same, for Python; an object of one of its types as a {@link ModuleObject}
     * @throws RaisedException what Python raises
     * @throws InterruptedException if the thread was interrupted, as an interpreter's interrupt does
     */
    Object call(String member, ModuleObject self, List<Object> arguments) throws RaisedException, InterruptedException;
}
