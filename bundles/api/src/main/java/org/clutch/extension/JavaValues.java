package org.clutch.extension;

import java.lang.reflect.Type;
import org.osgi.annotation.versioning.ProviderType;

/** Converts between Java types and what crosses, by the rules of {@code Interpreter.call}: a service for loaders. */
@ProviderType
public interface JavaValues {
    /**
     * Brings a value from Python into a Java type.
     *
     * @param value cross-interpreter data, a list, set or map of them, or a {@link org.clutch.engine.BoundObject}, which
     *            becomes an instance of an interface whose methods call it
     * @param type the type: of a parameter for instance, with its type arguments
     * @param path how an error calls the value
     * @return a value of the type
     * @throws org.clutch.interpreter.InterpreterException if the value is none of the type; the message names value, path
     *             and type
     */
    Object toJava(Object value, Type type, String path);

    /**
     * Brings a Java value into the form that crosses: records, maps, sets, enums and optionals too.
     *
     * @param value any value
     * @param path how an error calls the value
     * @return cross-interpreter data, or lists, sets and maps of them
     * @throws org.clutch.share.NotShareableException if it cannot cross; the message names its type and the path to it
     */
    Object fromJava(Object value, String path);
}
