package org.clutch.core.interpreter;

import java.lang.reflect.Type;
import org.clutch.extension.JavaValues;
import org.osgi.service.component.annotations.Component;

/** The conversions of {@code Interpreter.call}, for loaders of extension modules. */
@Component
public final class JavaConversions implements JavaValues {
    @Override
    public Object toJava(Object value, Type type, String path) {
        return JavaResults.convert(value, JavaType.of(type), () -> path);
    }

    @Override
    public Object fromJava(Object value, String path) {
        return JavaArguments.convert(value, path);
    }
}
