package org.clutch.engine.graalpy.internals.copies;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many slots GraalPy has given to contexts since the JVM started; the next one it gives has that number. Read
 * by reflection from a private static field of GraalPy, so the JVM needs the flag {@value #FLAG}.
 */
public final class DrawnSlots {

    /** The JVM flag without which {@link #count()} is empty. */
    public static final String FLAG = "--add-opens=org.graalvm.py/com.oracle.graal.python.builtins.objects.cext.copying=ALL-UNNAMED";

    private static final String CLASS = "com.oracle.graal.python.builtins.objects.cext.copying.NativeLibraryLocator";
    private static final String FIELD = "CEXT_COPY_INDICES";
    private static final String FIRST = "python.MaximumNumberOfCextCopies";
    private static final int FIRST_DEFAULT = 64;

    private DrawnSlots() {}

    /**
     * The number of slots drawn so far. A context draws its slot when it first loads the C API, so the answer may be
     * out of date at once; it never shrinks. Any thread may ask.
     *
     * @return empty if there is no GraalPy on the system class loader, if it is another release, or if the flag is
     *         missing
     */
    public static OptionalInt count() {
        try {
            var locator = Class.forName(CLASS, true, ClassLoader.getSystemClassLoader());
            var field = locator.getDeclaredField(FIELD);
            if (!field.trySetAccessible() || !(field.get(null) instanceof AtomicInteger left)) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(Integer.getInteger(FIRST, FIRST_DEFAULT) - left.get());
        } catch (ReflectiveOperationException | LinkageError e) {
            return OptionalInt.empty();
        }
    }
}
