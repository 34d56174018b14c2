package org.clutch.core.interpreter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.clutch.extension.ModuleObject;
import org.clutch.share.CrossInterpreterData;
import org.clutch.share.EndReference;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.ObjectReference;
import org.clutch.share.RegionReference;
import org.clutch.share.SynchronizerReference;
import org.clutch.share.NotShareableException;

/** Brings the arguments of Java callers into the forms that an engine takes. */
final class JavaArguments {
    /** For what no service says anything about. */
    static final JavaArguments PLAIN = new JavaArguments(new CrossInterpreterTypes());

    private final CrossInterpreterTypes types;

    /**
     * @param types knows how objects cross that are of nobody else's type
     */
    JavaArguments(CrossInterpreterTypes types) {
        this.types = types;
    }

    List<Object> convert(Object[] args) {
        Object[] converted = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            converted[i] = convert(args[i], "args[" + i + "]");
        }
        return Arrays.asList(converted);
    }

    Object convert(Object value, String path) {
        return switch (value) {
            case null -> null;
            case Object known when types.know(known) -> types.reduce(known);
            case Map<?, ?> map -> map(map, path);
            case Set<?> set -> set(set, path);
            case List<?> list when isStructured(list) -> list(list, path);
            case Record record when isStructured(record) -> record(record, path);
            case Optional<?> optional -> optional.isEmpty() ? null : convert(optional.get(), path);
            case Enum<?> constant -> constant.name();
            case ModuleObject object -> object;
            default -> CrossInterpreterData.of(value, path);
        };
    }

    /** Does the same for what crosses to other interpreters too. */
    Object shareable(Object value, String path) {
        return value != null && types.know(value) ? types.reduce(value) : CrossInterpreterData.of(value, path);
    }

    /** Says whether a value is none that crosses to another interpreter, though Python can have it from Java. */
    private boolean isStructured(Object value) {
        return switch (value) {
            case null -> false;
            case Object known when types.know(known) -> true;
            case Map<?, ?> _,Set<?> _,Optional<?> _,Enum<?> _,ModuleObject _ -> true;
            case EndReference _,MemoryViewReference _,ObjectReference _,RegionReference _,SynchronizerReference _ ->
                false;
            case Record record -> !record.getClass().getPackageName().equals("org.clutch.share");
            case List<?> list -> list.stream().anyMatch(this::isStructured);
            default -> false;
        };
    }

    private Map<Object, Object> map(Map<?, ?> map, String path) {
        Map<Object, Object> converted = new LinkedHashMap<>();
        map.forEach((key, value) -> converted.put(convert(key, path + ", a key"),
                convert(value, path + "[" + (key instanceof String ? "'" + key + "'" : key) + "]")));
        return converted;
    }

    private Set<Object> set(Set<?> set, String path) {
        Set<Object> converted = new LinkedHashSet<>();
        set.forEach(item -> converted.add(convert(item, path + ", an element")));
        return converted;
    }

    private List<Object> list(List<?> list, String path) {
        Object[] converted = new Object[list.size()];
        for (int i = 0; i < converted.length; i++) {
            converted[i] = convert(list.get(i), path + "[" + i + "]");
        }
        return Arrays.asList(converted);
    }

    private Map<Object, Object> record(Record record, String path) {
        Map<Object, Object> converted = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String at = path + "." + component.getName();
            converted.put(component.getName(), convert(read(record, component, at), at));
        }
        return converted;
    }

    private static Object read(Record record, RecordComponent component, String path) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (InvocationTargetException e) {
            throw unreadable(path, e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unreadable(path, e);
        }
    }

    private static NotShareableException unreadable(String path, Throwable reason) {
        NotShareableException failure = new NotShareableException(path + " cannot be read: " + reason);
        failure.initCause(reason);
        return failure;
    }
}
