package org.clutch.loader.java;

import java.util.Locale;
import java.util.regex.Pattern;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ModuleDescription;

/** What Java members are called in Python. */
final class PythonNames {
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private PythonNames() {}

    /**
     * Gives the name of a method, a parameter or a property.
     *
     * @param given what the author gave, or nothing
     */
    static String ofMember(String given, String javaName, String place) {
        return checked(given.isEmpty() ? WORD.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT) : given,
                place);
    }

    /** Gives the name of a class or constant. */
    static String asIs(String given, String javaName, String place) {
        return checked(given.isEmpty() ? javaName : given, place);
    }

    private static String checked(String name, String place) {
        if (!ModuleDescription.isIdentifier(name)) {
            throw new ExtensionException(
                    place + ": '" + name + "' is no Python identifier; give a name in the annotation");
        }
        return name;
    }
}
