package org.clutch.core.interpreter;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.clutch.engine.BoundObject;

/** Makes a Python object's methods those of a Java interface. */
final class PythonProxy implements InvocationHandler {
    private final RegisteredInterpreter interpreter;
    private final BoundObject object;
    private final Class<?> type;
    private final String name;

    private PythonProxy(RegisteredInterpreter interpreter, BoundObject object, Class<?> type, String name) {
        this.interpreter = interpreter;
        this.object = object;
        this.type = type;
        this.name = name;
    }

    static <T> T of(RegisteredInterpreter interpreter, BoundObject object, Class<T> type, String name) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                new PythonProxy(interpreter, object, type, name)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> type.getSimpleName() + "[" + name + " in " + interpreter + "]";
            };
        }
        List<String> names = List.of(method.getName(), snakeCase(method.getName()));
        if (method.isDefault() && !interpreter.entered(_ -> object.has(names))) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        List<Object> converted = JavaArguments.convert(args == null ? new Object[0] : args);
        Object result = interpreter.entered(_ -> object.call(names, isOnlyMethod(method), converted));
        return new JavaResults("the result of " + type.getSimpleName() + "." + method.getName())
                .convert(result, method.getGenericReturnType());
    }

    private boolean isOnlyMethod(Method method) {
        return Modifier.isAbstract(method.getModifiers())
                && Arrays.stream(type.getMethods()).filter(each -> Modifier.isAbstract(each.getModifiers()))
                        .count() == 1;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
