package org.clutch.core.interpreter;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.Bytes;
import org.clutch.share.Tuple;

/** Brings what Python returned into a Java type. */
final class JavaResults {
    private final String what;

    /**
     * @param what how an error calls the value
     */
    JavaResults(String what) {
        this.what = what;
    }

    Object convert(Object value, Type type) {
        return switch (type) {
            case Class<?> plain -> toClass(value, plain);
            case ParameterizedType generic -> toGeneric(value, generic);
            case GenericArrayType array -> toArray(value, array.getGenericComponentType(), rawType(array
                    .getGenericComponentType()));
            case WildcardType wildcard -> convert(value, wildcard.getUpperBounds()[0]);
            default -> value;
        };
    }

    private Object toClass(Object value, Class<?> type) {
        if (type == void.class || type == Void.class) {
            return null;
        }
        if (value == null && !type.isPrimitive()) {
            return type == Optional.class ? Optional.empty() : null;
        }
        if (value == null) {
            throw mismatch(null, type);
        }
        return switch (value) {
            case Boolean bool when type == boolean.class -> bool;
            case Long number -> number(BigInteger.valueOf(number), number, type);
            case BigInteger number -> number(number, number, type);
            case Double number -> floating(number, type);
            case String text -> text(text, type);
            case Bytes bytes when type == byte[].class -> bytes.toByteArray();
            case Tuple tuple when type != Tuple.class && type != Object.class -> toClass(tuple.items(), type);
            case Map<?, ?> map when type.isRecord() -> record(type, map);
            case Collection<?> items when type.isRecord() -> record(type, List.copyOf(Collections
                    .unmodifiableCollection(items)));
            case Collection<?> items when type.isArray() -> toArray(items, type.getComponentType(),
                    type.getComponentType());
            default -> checked(value, type);
        };
    }

    private Object checked(Object value, Class<?> type) {
        if (type == Optional.class) {
            return Optional.of(value);
        }
        if (!type.isInstance(value)) {
            throw mismatch(value, type);
        }
        return value;
    }

    private Object number(BigInteger exact, Object boxed, Class<?> type) {
        try {
            return switch (type.getName()) {
                case "int", "java.lang.Integer" -> exact.intValueExact();
                case "long", "java.lang.Long" -> exact.longValueExact();
                case "short", "java.lang.Short" -> exact.shortValueExact();
                case "byte", "java.lang.Byte" -> exact.byteValueExact();
                case "double", "java.lang.Double" -> exact.doubleValue();
                case "float", "java.lang.Float" -> exact.floatValue();
                case "java.math.BigInteger" -> exact;
                default -> checked(boxed, type);
            };
        } catch (ArithmeticException e) {
            throw mismatch(exact, type);
        }
    }

    private Object floating(Double number, Class<?> type) {
        return switch (type.getName()) {
            case "double" -> number;
            case "float", "java.lang.Float" -> number.floatValue();
            default -> checked(number, type);
        };
    }

    private Object text(String text, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(each -> ((Enum<?>) each).name().equals(text)).findAny()
                    .orElseThrow(() -> mismatch("'" + text + "'", type));
        }
        boolean character = (type == char.class || type == Character.class) && text.length() == 1;
        return character ? (Object) text.charAt(0) : checked(text, type);
    }

    private Object toGeneric(Object value, ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        Object items = value instanceof Tuple tuple ? tuple.items() : value;
        if (raw == Optional.class) {
            return Optional.ofNullable(convert(value, arguments[0]));
        }
        return switch (items) {
            case Map<?, ?> map when raw == Map.class -> mapOf(map, arguments);
            case Collection<?> all when raw == Set.class -> Collections
                    .unmodifiableSet(all.stream().map(item -> convert(item, arguments[0]))
                            .collect(LinkedHashSet::new, Set::add, Set::addAll));
            case Collection<?> all when raw.isAssignableFrom(List.class) -> Collections.unmodifiableList(
                    all.stream().map(item -> convert(item, arguments[0]))
                            .collect(ArrayList::new, List::add, List::addAll));
            case null, default -> toClass(value, raw);
        };
    }

    private Map<Object, Object> mapOf(Map<?, ?> map, Type[] arguments) {
        Map<Object, Object> converted = new LinkedHashMap<>();
        map.forEach((key, item) -> converted.put(convert(key, arguments[0]), convert(item, arguments[1])));
        return Collections.unmodifiableMap(converted);
    }

    private Object toArray(Object value, Type component, Class<?> raw) {
        Object items = value instanceof Tuple tuple ? tuple.items() : value;
        if (!(items instanceof Collection<?> all)) {
            throw mismatch(value, raw.arrayType());
        }
        Object array = Array.newInstance(raw, all.size());
        int i = 0;
        for (Object item : all) {
            Array.set(array, i++, convert(item, component));
        }
        return array;
    }

    private static Class<?> rawType(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    private Object record(Class<?> type, Map<?, ?> map) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            if (!map.containsKey(components[i].getName())) {
                throw new InterpreterException(what + " has no '" + components[i].getName() + "', which "
                        + type.getTypeName() + " needs, but " + map.keySet());
            }
            values[i] = convert(map.get(components[i].getName()), components[i].getGenericType());
        }
        return construct(type, components, values);
    }

    private Object record(Class<?> type, List<?> items) {
        RecordComponent[] components = type.getRecordComponents();
        if (items.size() != components.length) {
            throw new InterpreterException(
                    what + " has " + items.size() + " elements, but " + type.getTypeName() + " has "
                            + components.length + " components");
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = convert(items.get(i), components[i].getGenericType());
        }
        return construct(type, components, values);
    }

    private Object construct(Class<?> type, RecordComponent[] components, Object[] values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new InterpreterException(
                    what + " is no valid " + type.getTypeName() + ": " + e.getCause().getMessage(),
                    e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InterpreterException("cannot make a " + type.getTypeName() + ": " + e, e);
        }
    }

    private InterpreterException mismatch(Object value, Class<?> type) {
        String found = value == null ? "None" : value + " (" + value.getClass().getSimpleName() + ")";
        return new InterpreterException(what + " is " + found + ", which is no " + type.getTypeName());
    }
}
