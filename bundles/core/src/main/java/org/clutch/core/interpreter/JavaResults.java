package org.clutch.core.interpreter;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.clutch.engine.BoundObject;
import org.clutch.extension.ModuleObject;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.Bytes;
import org.clutch.share.Tuple;

/** Brings what Python returned into a Java type. */
final class JavaResults {
    /** How much of a value an error shows. */
    private static final int SHOWN = 100;

    private JavaResults() {}

    static Object convert(Object value, JavaType type, Place place) {
        Class<?> boxed = type.boxed();
        if (boxed == Optional.class) {
            return Optional.ofNullable(convert(value, type.argument(0), place));
        }
        if (boxed == Void.class || value == null && !type.raw().isPrimitive()) {
            return null;
        }
        if (type.isPlain() && boxed.isInstance(value)) {
            return value;
        }
        Object converted = switch (value) {
            case Long number -> JavaNumbers.of(BigInteger.valueOf(number), boxed);
            case BigInteger number -> JavaNumbers.of(number, boxed);
            case Double number -> JavaNumbers.of(number, boxed);
            case String text -> text(text, boxed);
            case Bytes bytes when boxed == byte[].class -> bytes.toByteArray();
            case Tuple tuple -> elements(tuple.items(), type, place);
            case Collection<?> items -> elements(items, type, place);
            case Map<?, ?> map -> entries(map, type, place);
            case ModuleObject object when type.raw().isInstance(object.object()) -> object.object();
            case BoundObject callable when type.raw().isInterface() -> PythonProxy.of(callable, type.raw());
            case null, default -> null;
        };
        if (converted == null) {
            throw new InterpreterException(place.text() + " is " + shown(value) + ", which is no " + type);
        }
        return converted;
    }

    private static String shown(Object value) {
        if (value == null) {
            return "None";
        }
        String text = value instanceof String ? "'" + value + "'" : value.toString();
        String kind = switch (value) {
            case List<?> _ -> "List";
            case Set<?> _ -> "Set";
            case Map<?, ?> _ -> "Map";
            default -> value.getClass().getSimpleName();
        };
        return (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + " (" + kind + ")";
    }

    /** Gives null if the type is for other values, as the methods below do. */
    private static Object text(String text, Class<?> type) {
        if (type == Character.class && text.length() == 1) {
            return text.charAt(0);
        }
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .filter(each -> ((Enum<?>) each).name().equals(text)).findAny().orElse(null)
                : null;
    }

    private static Object elements(Collection<?> items, JavaType type, Place place) {
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            return array(items, type.element(), place);
        }
        if (raw.isRecord() && items instanceof List<?> list) {
            return record(list, type, place);
        }
        if (raw == Set.class) {
            return set(items, type.argument(0), place);
        }
        return raw.isAssignableFrom(List.class) ? list(items, type.argument(0), place) : null;
    }

    private static Object array(Collection<?> items, JavaType element, Place place) {
        Object array = Array.newInstance(element.raw(), items.size());
        int i = 0;
        for (Object item : items) {
            Array.set(array, i, convert(item, element, place.at(i)));
            i++;
        }
        return array;
    }

    private static List<Object> list(Collection<?> items, JavaType element, Place place) {
        List<Object> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(convert(item, element, place.at(list.size()))));
        return Collections.unmodifiableList(list);
    }

    private static Set<Object> set(Collection<?> items, JavaType element, Place place) {
        Set<Object> set = new LinkedHashSet<>();
        items.forEach(item -> set.add(convert(item, element, place.element())));
        return Collections.unmodifiableSet(set);
    }

    private static Object entries(Map<?, ?> map, JavaType type, Place place) {
        if (type.raw().isRecord()) {
            return record(map, type, place);
        }
        if (type.raw() != Map.class) {
            return null;
        }
        Map<Object, Object> converted = new LinkedHashMap<>();
        map.forEach((key, item) -> converted.put(convert(key, type.argument(0), place.key()),
                convert(item, type.argument(1), place.at(key))));
        return Collections.unmodifiableMap(converted);
    }

    private static Object record(Map<?, ?> map, JavaType type, Place place) {
        RecordComponent[] components = type.raw().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            if (!map.containsKey(name)) {
                throw new InterpreterException(
                        place.text() + " has no '" + name + "', which " + type + " needs, but " + map.keySet());
            }
            values[i] = convert(map.get(name), type.member(components[i].getGenericType()), place.at(name));
        }
        return construct(type, components, values, place);
    }

    private static Object record(List<?> items, JavaType type, Place place) {
        RecordComponent[] components = type.raw().getRecordComponents();
        if (items.size() != components.length) {
            throw new InterpreterException(place.text() + " has " + items.size() + " elements, but " + type + " has "
                    + components.length + " components");
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = convert(items.get(i), type.member(components[i].getGenericType()), place.at(i));
        }
        return construct(type, components, values, place);
    }

    private static Object construct(JavaType type, RecordComponent[] components, Object[] values, Place place) {
        try {
            Constructor<?> constructor = type.raw().getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new InterpreterException(place.text() + " is no valid " + type + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InterpreterException(place.text() + " cannot become a " + type + ": " + e, e);
        }
    }
}
