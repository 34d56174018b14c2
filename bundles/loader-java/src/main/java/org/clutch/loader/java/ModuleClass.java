package org.clutch.loader.java;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.clutch.extension.Doc;
import org.clutch.extension.Exported;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.JavaValues;
import org.clutch.extension.ModuleDescription;
import org.clutch.extension.ModuleDescription.Constant;
import org.clutch.extension.ModuleDescription.ExceptionClass;
import org.clutch.extension.ModuleDescription.Function;
import org.clutch.extension.ModuleDescription.Property;
import org.clutch.extension.ModuleDescription.Type;

/**
 * What the class of a module exports, read once for each instance.
 *
 * @param description what Python sees
 * @param members by the names that calls use
 * @param types the exported classes and their Python names
 * @param exceptions the exported exception classes and their Python names
 */
record ModuleClass(ModuleDescription description, Map<String, Member> members, Map<Class<?>, String> types,
        Map<Class<?>, String> exceptions) {
    /** The type of what a member returns to be iterated; it has no Java class of its own. */
    static final String ITERATOR = "_Iterator";
    private static final Comparator<Method> BY_NAME = Comparator.comparing(Method::getName);

    static ModuleClass of(String module, Object instance, JavaValues values) {
        return new Reader(module, instance.getClass(), values).read();
    }

    private static final class Reader {
        private final String module;
        private final Class<?> type;
        private final JavaValues values;
        private final Map<String, Member> members = new HashMap<>();
        private final Map<Class<?>, String> types = new LinkedHashMap<>();
        private final Map<Class<?>, String> exceptions = new LinkedHashMap<>();

        Reader(String module, Class<?> type, JavaValues values) {
            this.module = module;
            this.type = type;
            this.values = values;
        }

        ModuleClass read() {
            List<ExceptionClass> errors = new ArrayList<>();
            List<Class<?>> plain = new ArrayList<>();
            for (Class<?> nested : nested()) {
                String name = PythonNames.asIs(nested.getAnnotation(Exported.class).name(), nested.getSimpleName(),
                        nested.getName());
                if (Throwable.class.isAssignableFrom(nested)) {
                    errors.add(new ExceptionClass(name, doc(nested), base(nested)));
                    exceptions.put(nested, name);
                } else {
                    types.put(nested, name);
                    plain.add(nested);
                }
            }
            List<Type> described = new ArrayList<>(plain.stream().map(this::type).toList());
            List<Function> functions = methods(type).map(this::function).toList();
            if (members.values().stream().anyMatch(each -> isIterated(each.returned()))) {
                described.add(new Type(ITERATOR, null, null, List.of(new Function("__iter__", null, List.of()),
                        new Function("__next__", null, List.of())), List.of()));
            }
            return new ModuleClass(new ModuleDescription(doc(type), constants(), functions, described, errors),
                    Map.copyOf(members), Map.copyOf(types), Map.copyOf(exceptions));
        }

        /** Gives the exported classes, exceptions after those that they extend. */
        private List<Class<?>> nested() {
            return Arrays.stream(type.getDeclaredClasses()).filter(each -> each.isAnnotationPresent(Exported.class))
                    .sorted(Comparator.<Class<?>>comparingInt(Reader::depth).thenComparing(Class::getSimpleName))
                    .toList();
        }

        private static int depth(Class<?> type) {
            return type.getSuperclass() == null ? 0 : 1 + depth(type.getSuperclass());
        }

        private String base(Class<?> error) {
            Class<?> above = error.getSuperclass();
            return exceptions.containsKey(above) ? exceptions.get(above) : PythonExceptions.builtin(above);
        }

        private static Stream<Method> methods(Class<?> of) {
            return Arrays.stream(of.getMethods())
                    .filter(each -> each.isAnnotationPresent(Exported.class) && !each.isBridge()).sorted(BY_NAME);
        }

        private Function function(Method method) {
            Member member = Member.of(method, type.getSimpleName());
            if (member.isProperty()) {
                throw new ExtensionException(member.place() + ": a module has no properties, only types have");
            }
            return add(member.name(), member).describe();
        }

        private Member add(String key, Member member) {
            Member other = members.putIfAbsent(key, member);
            if (other != null) {
                throw new ExtensionException(
                        "module '" + module + "' exports '" + key + "' twice: " + other.executable()
                                + " and " + member.executable() + "; give one of them a name");
            }
            return member;
        }

        private Type type(Class<?> nested) {
            String name = types.get(nested);
            List<Function> methods = new ArrayList<>();
            Map<String, Member> getters = new LinkedHashMap<>();
            Map<String, Member> setters = new LinkedHashMap<>();
            methods(nested).map(each -> Member.of(each, nested.getSimpleName())).forEach(member -> {
                if (!member.isProperty()) {
                    methods.add(add(name + "." + member.name(), member).describe());
                } else if (member.types().length == 0) {
                    getters.put(member.name(), add(name + "." + member.name(), member));
                } else {
                    setters.put(member.name(), add(name + "." + member.name() + "=", member));
                }
            });
            if (!getters.keySet().containsAll(setters.keySet())) {
                throw new ExtensionException("module '" + module + "': type " + name + " has properties "
                        + setters.keySet() + " that can be set, but can read only " + getters.keySet());
            }
            List<Property> properties = getters.values().stream().map(each -> new Property(each.name(),
                    each.describe().doc(), setters.containsKey(each.name()))).toList();
            return new Type(name, doc(nested), constructor(nested, name), methods, properties);
        }

        private Function constructor(Class<?> nested, String name) {
            List<Constructor<?>> all = Arrays.stream(nested.getDeclaredConstructors())
                    .filter(each -> each.isAnnotationPresent(Exported.class)).toList();
            if (all.size() > 1) {
                throw new ExtensionException("module '" + module + "': type " + name
                        + " exports several constructors; export one, with defaults");
            }
            return all.isEmpty() ? null : add(name, Member.of(all.getFirst(), nested.getSimpleName())).describe();
        }

        private List<Constant> constants() {
            List<Constant> constants = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                Exported exported = field.getAnnotation(Exported.class);
                if (exported != null) {
                    String place = type.getSimpleName() + "." + field.getName();
                    constants.add(new Constant(PythonNames.asIs(exported.name(), field.getName(), place),
                            values.fromJava(read(field, place), place)));
                }
            }
            return constants;
        }

        private static Object read(Field field, String place) {
            if (!Modifier.isStatic(field.getModifiers()) || !Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionException(place + ": only a static final field is a constant; export a method");
            }
            try {
                field.setAccessible(true);
                return field.get(null);
            } catch (IllegalAccessException e) {
                throw new ExtensionException(place + " cannot be read: " + e, e);
            }
        }

        private static String doc(Class<?> annotated) {
            Doc doc = annotated.getAnnotation(Doc.class);
            return doc == null ? null : doc.value();
        }
    }

    /** Says whether Python is to iterate over what a method returns. */
    static boolean isIterated(Class<?> type) {
        return Iterator.class.isAssignableFrom(type) || Stream.class.isAssignableFrom(type);
    }
}
