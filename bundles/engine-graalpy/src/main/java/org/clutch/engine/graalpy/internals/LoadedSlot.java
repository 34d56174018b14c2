package org.clutch.engine.graalpy.internals;

import java.io.IOException;
import java.lang.reflect.Field;

/** The number of the copies that a context has drawn, from the name of the copy of libpython that it has loaded. */
final class LoadedSlot {
    static final String FLAG = "--add-opens=org.graalvm.py/com.oracle.graal.python.builtins.objects.cext.capi=ALL-UNNAMED";
    private static final String COPY = ".dup";

    private LoadedSlot() {}

    /**
     * Asks the context that the calling thread has entered.
     *
     * @throws IOException if it has loaded no native library yet, or the JVM lacks a flag
     */
    static int ofEnteredContext() throws IOException {
        String library = library();
        int at = library.lastIndexOf(COPY);
        if (at < 0) {
            throw new IOException(library + " is no copy");
        }
        return Integer.parseInt(library.substring(at + COPY.length()), 16);
    }

    private static String library() throws IOException {
        try {
            Object context = Turns.enteredContext();
            Object api = context.getClass().getMethod("getCApiContext").invoke(context);
            if (api == null) {
                throw new IOException("the interpreter has loaded no native library yet");
            }
            Field field = api.getClass().getDeclaredField("nativeLibraryLocator");
            field.setAccessible(true);
            Object locator = field.get(api);
            var path = locator.getClass().getMethod("getCapiLibrary");
            path.setAccessible(true);
            return (String) path.invoke(locator);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException("the JVM lacks " + FLAG + " (" + e + ")", e);
        }
    }
}
