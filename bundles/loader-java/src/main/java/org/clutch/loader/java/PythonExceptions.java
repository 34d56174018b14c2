package org.clutch.loader.java;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.clutch.extension.RaisedException;

/** Which Python exception a Java one becomes. */
final class PythonExceptions {
    /** The first that fits counts, so subclasses come first. */
    private static final Map<Class<?>, String> BUILTIN = new LinkedHashMap<>();

    static {
        BUILTIN.put(NumberFormatException.class, "ValueError");
        BUILTIN.put(IllegalArgumentException.class, "ValueError");
        BUILTIN.put(IndexOutOfBoundsException.class, "IndexError");
        BUILTIN.put(NoSuchElementException.class, "LookupError");
        BUILTIN.put(UnsupportedOperationException.class, "NotImplementedError");
        BUILTIN.put(ArithmeticException.class, "ArithmeticError");
        BUILTIN.put(ClassCastException.class, "TypeError");
        BUILTIN.put(SecurityException.class, "PermissionError");
        BUILTIN.put(TimeoutException.class, "TimeoutError");
        BUILTIN.put(FileNotFoundException.class, "FileNotFoundError");
        BUILTIN.put(NoSuchFileException.class, "FileNotFoundError");
        BUILTIN.put(IOException.class, "OSError");
        BUILTIN.put(UncheckedIOException.class, "OSError");
        BUILTIN.put(StackOverflowError.class, "RecursionError");
        BUILTIN.put(OutOfMemoryError.class, "MemoryError");
        BUILTIN.put(AssertionError.class, "AssertionError");
        BUILTIN.put(RuntimeException.class, "RuntimeError");
        BUILTIN.put(Error.class, "SystemError");
    }

    private PythonExceptions() {}

    /** Names the builtin exception for a Java class; {@code Exception} if none is closer. */
    static String builtin(Class<?> type) {
        return BUILTIN.entrySet().stream().filter(each -> each.getKey().isAssignableFrom(type)).map(Map.Entry::getValue)
                .findFirst().orElse("Exception");
    }

    /**
     * Gives what Python raises for what a member threw.
     *
     * @param exported the exception classes of the module, with their Python names
     * @param own the class whose frames tell where it was thrown
     */
    static RaisedException raised(Throwable thrown, Map<Class<?>, String> exported, Class<?> own) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (exported.containsKey(type)) {
                return new RaisedException(exported.get(type), thrown.getMessage(), List.of(), thrown);
            }
        }
        String type = builtin(thrown.getClass());
        // A class that says little by its Python name says the rest in the text.
        boolean vague = type.equals("RuntimeError") || type.equals("SystemError") || type.equals("Exception");
        String message = thrown.getMessage() != null && !vague ? thrown.getMessage() : thrown.toString();
        return new RaisedException(type, message, List.of(note(thrown, own)), thrown);
    }

    private static String note(Throwable thrown, Class<?> own) {
        String place = "";
        for (StackTraceElement each : thrown.getStackTrace()) {
            if (each.getClassName().equals(own.getName()) || each.getClassName().startsWith(own.getName() + "$")) {
                place = " at " + each;
                break;
            }
        }
        return "Java: " + thrown.getClass().getName() + place;
    }
}
