package org.clutch.core.interpreter;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.clutch.engine.BoundObject;

/** Makes a Python object's methods those of a Java interface. */
final class PythonProxy implements InvocationHandler {
    private static final Object[] NONE = {};
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** Whose object it is, or null if it is the caller's. */
    private final RegisteredInterpreter interpreter;
    private final JavaArguments arguments;
    private final BoundObject object;
    private final Class<?> type;
    private final String name;
    /** Whether the object itself may be what its abstract methods call. */
    private final boolean functional;
    private final Map<Method, PythonMethod> methods = new ConcurrentHashMap<>();

    /** What a Java method calls, and what it returns. */
    private record PythonMethod(List<String> names, boolean itself, JavaType returned, Place result) {}

    private PythonProxy(RegisteredInterpreter interpreter, BoundObject object, Class<?> type, String name) {
        this.interpreter = interpreter;
        this.arguments = interpreter == null ? JavaArguments.PLAIN : interpreter.arguments();
        this.object = object;
        this.type = type;
        this.name = name;
        this.functional = Arrays.stream(type.getMethods()).filter(PythonProxy::isForPython).map(Method::getName)
                .distinct().count() == 1;
    }

    static <T> T of(RegisteredInterpreter interpreter, BoundObject object, Class<T> type, String name) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                new PythonProxy(interpreter, object, type, name)));
    }

    /** Makes one for a callable that an interpreter hands to a member of an extension module. */
    static Object of(BoundObject callable, Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                new PythonProxy(null, callable, type, "a Python callable"));
    }

    private <T> T entered(Supplier<T> action) {
        return interpreter == null ? action.get() : interpreter.entered(_ -> action.get());
    }

    /** Says whether a method is abstract and none that every object has, such as {@code Comparator.equals}. */
    private static boolean isForPython(Method method) {
        return Modifier.isAbstract(method.getModifiers()) && Arrays.stream(Object.class.getMethods())
                .noneMatch(each -> each.getName().equals(method.getName())
                        && Arrays.equals(each.getParameterTypes(), method.getParameterTypes()));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> type.getSimpleName() + "[" + name + (interpreter == null ? "" : " in " + interpreter) + "]";
            };
        }
        PythonMethod python = methods.computeIfAbsent(method, this::pythonMethod);
        if (method.isDefault() && (method.isBridge() || !entered(() -> object.has(python.names)))) {
            return callDefault(proxy, method, args);
        }
        List<Object> converted = arguments.convert(args == null ? NONE : args);
        Object result = entered(() -> object.call(python.names, python.itself, converted));
        return JavaResults.convert(result, python.returned, python.result);
    }

    private PythonMethod pythonMethod(Method method) {
        String snakeCase = WORD.matcher(method.getName()).replaceAll("_").toLowerCase(Locale.ROOT);
        return new PythonMethod(Stream.of(method.getName(), snakeCase).distinct().toList(),
                functional && isForPython(method),
                JavaType.of(type).member(method.getDeclaringClass(), method.getGenericReturnType()),
                () -> "the result of " + type.getSimpleName() + "." + method.getName());
    }

    private static Object callDefault(Object proxy, Method method, Object[] args) throws Throwable {
        Class<?> declaring = method.getDeclaringClass();
        if (Modifier.isPublic(declaring.getModifiers())) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        return MethodHandles.privateLookupIn(declaring, MethodHandles.lookup()).unreflectSpecial(method, declaring)
                .bindTo(proxy).invokeWithArguments(args == null ? NONE : args);
    }
}
