package org.clutch.loader.java;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.clutch.extension.JavaValues;
import org.clutch.extension.MembersInstance;
import org.clutch.extension.ModuleDescription;
import org.clutch.extension.ModuleObject;
import org.clutch.extension.ModuleUnloadedException;
import org.clutch.extension.RaisedException;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.NotShareableException;

/**
 * One instance of a module. Calls come from any thread, several at once, unless the module is shared: then a lock makes them
 * take turns. A member that calls back into Python keeps that lock.
 */
final class JavaModule implements MembersInstance {
    private final String name;
    private final Object instance;
    private final ModuleClass type;
    private final JavaValues values;
    /** Makes calls take turns, or null. */
    private final ReentrantLock turns;
    private final Runnable end;

    JavaModule(String name, Object instance, ModuleClass type, JavaValues values, ReentrantLock turns, Runnable end) {
        this.name = name;
        this.instance = instance;
        this.type = type;
        this.values = values;
        this.turns = turns;
        this.end = end;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ModuleDescription description() {
        return type.description();
    }

    @Override
    public Object call(String member, ModuleObject self, List<Object> arguments)
            throws RaisedException, InterruptedException {
        if (turns == null) {
            return perform(member, self, arguments);
        }
        turns.lockInterruptibly();
        try {
            return perform(member, self, arguments);
        } finally {
            turns.unlock();
        }
    }

    private Object perform(String member, ModuleObject self, List<Object> arguments)
            throws RaisedException, InterruptedException {
        if (self != null && self.type().equals(ModuleClass.ITERATOR)) {
            return member.endsWith("__iter__") ? self : next((Iterator<?>) self.object());
        }
        Member found = type.members().get(member);
        if (found == null) {
            throw new RaisedException("AttributeError", "module '" + name + "' has no '" + member
                    + "' any more, since its bundle was updated", List.of(), null);
        }
        Object[] converted = arguments(found, arguments);
        try {
            return result(found.invoke(self == null ? instance : self.object(), converted), found.place());
        } catch (Throwable e) {
            throw failure(e);
        } finally {
            release(arguments);
        }
    }

    private Object next(Iterator<?> iterator) throws RaisedException, InterruptedException {
        try {
            if (iterator.hasNext()) {
                return result(iterator.next(), "an item");
            }
        } catch (Throwable e) {
            throw failure(e);
        }
        throw new RaisedException("StopIteration", "", List.of(), null);
    }

    /** Gives what a member's failure becomes; what concerns interpreters and their threads stays as it is. */
    private RaisedException failure(Throwable thrown) throws InterruptedException {
        switch (thrown) {
            case InterruptedException e -> throw e;
            case RaisedException e -> {
                return e;
            }
            case InterpreterException e -> throw e;
            case NotShareableException e -> throw e;
            default -> {
                return PythonExceptions.raised(thrown, type.exceptions(), instance.getClass());
            }
        }
    }

    private Object[] arguments(Member member, List<Object> given) throws RaisedException {
        Type[] types = member.types();
        if (given.size() != types.length) {
            throw new RaisedException("TypeError",
                    member.place() + " takes " + types.length + " arguments since its bundle"
                            + " was updated, got " + given.size(),
                    List.of(), null);
        }
        List<Object> converted = new ArrayList<>(given.size() + 1);
        if (member.ofInner()) {
            converted.add(instance);
        }
        for (int i = 0; i < types.length; i++) {
            converted.add(argument(given.get(i), types[i], member, i));
        }
        return converted.toArray();
    }

    private Object argument(Object given, Type type, Member member, int index) throws RaisedException {
        checkOwner(given);
        if (given instanceof MemoryViewReference memory && type == ByteBuffer.class) {
            return memory.asByteBuffer();
        }
        if (given instanceof MemoryViewReference memory && type == MemorySegment.class) {
            return memory.segment();
        }
        try {
            return values.toJava(given, type, "the argument");
        } catch (InterpreterException e) {
            String parameter = member.describe().parameters().get(index).name();
            throw new RaisedException("TypeError", member.name() + "(): " + parameter + ": " + e.getMessage(),
                    List.of(), e);
        }
    }

    private void checkOwner(Object given) {
        switch (given) {
            case ModuleObject object when object.owner() != this -> throw new ModuleUnloadedException("the " + object
                    + " belongs to another instance of module '" + object.owner().name() + "'");
            case Collection<?> items -> items.forEach(this::checkOwner);
            case null, default -> {
                // It belongs to nobody.
            }
        }
    }

    private static void release(List<Object> arguments) {
        for (Object each : arguments) {
            if (each instanceof MemoryViewReference memory) {
                memory.release();
            }
        }
    }

    /** Gives the form that crosses: handles of objects that stay here, and collections as what they are in Python. */
    private Object result(Object value, String place) {
        return switch (value) {
            case null -> null;
            case Iterator<?> iterator -> new ModuleObject(this, ModuleClass.ITERATOR, iterator);
            case Stream<?> stream -> new ModuleObject(this, ModuleClass.ITERATOR, stream.iterator());
            case Object[] array -> list(Arrays.asList(array), place);
            case List<?> list -> list(list, place);
            case Set<?> set -> new LinkedHashSet<>(list(set, place));
            case Map<?, ?> map -> map(map, place);
            default -> {
                String known = typeOf(value.getClass());
                yield known == null
                        ? values.fromJava(value, "the result of " + place)
                        : new ModuleObject(this, known, value);
            }
        };
    }

    private List<Object> list(Collection<?> items, String place) {
        List<Object> converted = new ArrayList<>(items.size());
        items.forEach(each -> converted.add(result(each, place)));
        return converted;
    }

    private Map<Object, Object> map(Map<?, ?> map, String place) {
        Map<Object, Object> converted = new LinkedHashMap<>();
        map.forEach((key, value) -> converted.put(result(key, place), result(value, place)));
        return converted;
    }

    private String typeOf(Class<?> value) {
        for (Class<?> each = value; each != null; each = each.getSuperclass()) {
            String known = type.types().get(each);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    @Override
    public void close() {
        end.run();
    }
}
