package org.clutch.engine.graalpy.face;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clutch.extension.ModuleObject;

/**
 * A list, set or dict on its way from Python to a Java caller, or a set or dict on the way back; or a callable on its way to
 * an extension module. These never cross to another interpreter.
 *
 * @param value an unmodifiable collection, or a {@link org.clutch.engine.BoundObject}
 */
record JavaValue(Object value) {
    static JavaValue list(Object[] items, Border border) {
        List<Object> all = new ArrayList<>(items.length);
        for (Object item : items) {
            all.add(toJava(item, border));
        }
        return new JavaValue(Collections.unmodifiableList(all));
    }

    static JavaValue set(Object[] items, Border border) {
        Set<Object> all = new LinkedHashSet<>();
        for (Object item : items) {
            all.add(toJava(item, border));
        }
        return new JavaValue(Collections.unmodifiableSet(all));
    }

    static JavaValue map(Object[] keys, Object[] values, Border border) {
        Map<Object, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < keys.length; i++) {
            all.put(toJava(keys[i], border), toJava(values[i], border));
        }
        return new JavaValue(Collections.unmodifiableMap(all));
    }

    /** Gives what a Java caller gets. */
    static Object toJava(Object value, Border border) {
        if (value instanceof JavaValue(Object wrapped)) {
            return wrapped;
        }
        ModuleObject object = Crossed.moduleObject(value);
        return object != null ? object : Crossed.fromPython(value, border);
    }
}
