package org.clutch.core.interpreter;

import java.lang.reflect.Type;
import org.clutch.extension.JavaValues;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The conversions of {@code Interpreter.call}, for loaders of extension modules. */
@Component
public final class JavaConversions implements JavaValues {
    private final JavaArguments arguments;

    /** DS gives who knows how other types cross. */
    @Activate
    public JavaConversions(@Reference CrossInterpreterTypes types) {
        arguments = new JavaArguments(types);
    }

    @Override
    public Object toJava(Object value, Type type, String path) {
        return JavaResults.convert(value, JavaType.of(type), () -> path);
    }

    @Override
    public Object fromJava(Object value, String path) {
        return arguments.convert(value, path);
    }
}
