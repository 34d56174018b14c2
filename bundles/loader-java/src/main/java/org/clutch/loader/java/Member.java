package org.clutch.loader.java;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.clutch.extension.Doc;
import org.clutch.extension.Exported;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ModuleDescription.Argument;
import org.clutch.extension.ModuleDescription.Function;
import org.clutch.extension.Parameter;

/**
 * An exported method or constructor.
 *
 * @param executable the method or constructor
 * @param name its Python name
 * @param place how errors call it
 * @param ofInner whether it is the constructor of an inner class, so that the module itself is its first argument
 */
record Member(Executable executable, String name, String place, boolean ofInner) {
    /** Takes a method. */
    static Member of(Method method, String owner) {
        String place = owner + "." + method.getName();
        String name = PythonNames.ofMember(method.getAnnotation(Exported.class).name(), method.getName(), place);
        return accessible(new Member(method, name, place, false));
    }

    /** Takes a constructor. */
    static Member of(Constructor<?> constructor, String owner) {
        Class<?> type = constructor.getDeclaringClass();
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return accessible(new Member(constructor, "__init__", owner, inner));
    }

    private static Member accessible(Member member) {
        // Public members of a class that is not public are wanted as well.
        member.executable.setAccessible(true);
        return member;
    }

    boolean isProperty() {
        return executable.getAnnotation(Exported.class).property();
    }

    /** Gives the types of what Python passes. */
    Type[] types() {
        Type[] generic = executable.getGenericParameterTypes();
        Class<?>[] plain = executable.getParameterTypes();
        int hidden = ofInner ? 1 : 0;
        Type[] types = new Type[plain.length - hidden];
        // Generic types leave out the outer instance in some class files.
        System.arraycopy(generic.length == plain.length ? generic : plain, hidden, types, 0, types.length);
        if (generic.length == types.length) {
            System.arraycopy(generic, 0, types, 0, types.length);
        }
        return types;
    }

    Class<?> returned() {
        return executable instanceof Method method ? method.getReturnType() : executable.getDeclaringClass();
    }

    Function describe() {
        Doc doc = executable.getAnnotation(Doc.class);
        return new Function(name, doc == null ? null : doc.value(), arguments());
    }

    private List<Argument> arguments() {
        java.lang.reflect.Parameter[] parameters = executable.getParameters();
        List<Argument> arguments = new ArrayList<>();
        for (int i = ofInner ? 1 : 0; i < parameters.length; i++) {
            Argument argument = argument(parameters[i], i + 1);
            if (argument.required() && !arguments.isEmpty() && !arguments.getLast().required()) {
                throw new ExtensionException(place + ": parameter '" + argument.name()
                        + "' needs a default, since the one before it has one");
            }
            arguments.add(argument);
        }
        return arguments;
    }

    private Argument argument(java.lang.reflect.Parameter parameter, int number) {
        Parameter given = parameter.getAnnotation(Parameter.class);
        if (given == null && !parameter.isNamePresent()) {
            throw new ExtensionException(place + ": parameter " + number
                    + " has no name: annotate it with @Parameter(\"name\"), or compile with -parameters");
        }
        String name = PythonNames.ofMember(given == null ? "" : given.value(), parameter.getName(), place);
        boolean required = given == null || given.otherwise().equals(Parameter.REQUIRED);
        return new Argument(name, required, required
                ? null
                : Defaults.read(given.otherwise(), parameter.getType(), place + ": parameter '" + name + "'"));
    }

    /** Calls it; what it throws comes out as it is. */
    Object invoke(Object target, Object[] arguments) throws Throwable {
        try {
            return executable instanceof Method method
                    ? method.invoke(target, arguments)
                    : ((Constructor<?>) executable).newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
