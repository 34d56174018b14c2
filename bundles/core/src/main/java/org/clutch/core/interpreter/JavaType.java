package org.clutch.core.interpreter;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Java type, with what the type variables in it stand for.
 *
 * @param type a class, a parameterized type or an array of one
 * @param variables what is known; any other variable stands for its bound
 */
record JavaType(Type type, Map<TypeVariable<?>, JavaType> variables) {
    static JavaType of(Type type) {
        return of(type, Map.of());
    }

    private static JavaType of(Type type, Map<TypeVariable<?>, JavaType> variables) {
        return switch (type) {
            case TypeVariable<?> known when variables.containsKey(known) -> variables.get(known);
            case TypeVariable<?> unknown -> of(unknown.getBounds()[0], variables);
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], variables);
            default -> new JavaType(type, variables);
        };
    }

    /** Gives the class without type arguments. */
    Class<?> raw() {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> element().raw().arrayType();
        };
    }

    /** Gives the class that values have, which is another one only for primitive types. */
    Class<?> boxed() {
        return MethodType.methodType(raw()).wrap().returnType();
    }

    /** Says whether a value of the class is one of this type, whatever is in it. */
    boolean isPlain() {
        return type instanceof Class<?>;
    }

    /** Gives a type argument, Object if there are none. */
    JavaType argument(int index) {
        return type instanceof ParameterizedType generic
                ? of(generic.getActualTypeArguments()[index], variables)
                : of(Object.class);
    }

    /** Gives what an array consists of. */
    JavaType element() {
        return type instanceof GenericArrayType generic
                ? of(generic.getGenericComponentType(), variables)
                : of(raw().componentType());
    }

    /** Gives the type of a member, from how it is declared in this class. */
    JavaType member(Type declared) {
        Map<TypeVariable<?>, JavaType> known = new HashMap<>();
        TypeVariable<?>[] parameters = raw().getTypeParameters();
        for (int i = 0; i < parameters.length && !isPlain(); i++) {
            known.put(parameters[i], argument(i));
        }
        return of(declared, known);
    }

    /** Gives the type of a member that this class may have inherited from an interface. */
    JavaType member(Class<?> declaring, Type declared) {
        return in(declaring).orElse(this).member(declared);
    }

    private Optional<JavaType> in(Class<?> ancestor) {
        return raw() == ancestor
                ? Optional.of(this)
                : Arrays.stream(raw().getGenericInterfaces()).map(each -> member(each).in(ancestor))
                        .flatMap(Optional::stream).findFirst();
    }

    @Override
    public String toString() {
        return type.getTypeName();
    }
}
