package org.clutch.extension;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a module of {@linkplain MembersInstance members} looks like to Python. All names are Python identifiers.
 *
 * @param doc its docstring, or null
 * @param constants names and values
 * @param functions its functions
 * @param types its types
 * @param exceptions its exception classes
 */
public record ModuleDescription(String doc, List<Constant> constants, List<Function> functions, List<Type> types,
        List<ExceptionClass> exceptions) {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final Set<String> KEYWORDS = Set.of("False", "None", "True", "and", "as", "assert", "async", "await",
            "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
            "if",
            "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
            "yield");

    /** Copies the lists. */
    public ModuleDescription {
        constants = List.copyOf(constants);
        functions = List.copyOf(functions);
        types = List.copyOf(types);
        exceptions = List.copyOf(exceptions);
    }

    /**
     * A name that stands for a value.
     *
     * @param name its name
     * @param value None, a bool, an int, a float, a str or bytes in its form as cross-interpreter data
     */
    public record Constant(String name, Object value) {
        /** Checks the name. */
        public Constant {
            requireIdentifier(name);
        }
    }

    /**
     * A function or method.
     *
     * @param name its name
     * @param doc its docstring, or null
     * @param parameters its parameters, without self; those that may be left out come last
     */
    public record Function(String name, String doc, List<Argument> parameters) {
        /** Checks the name and copies the list. */
        public Function {
            requireIdentifier(name);
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * A parameter.
     *
     * @param name its name
     * @param required whether callers must give it
     * @param otherwise what it is if they do not: a value as of a {@link Constant}
     */
    public record Argument(String name, boolean required, Object otherwise) {
        /** Checks the name. */
        public Argument {
            requireIdentifier(name);
        }
    }

    /**
     * A type.
     *
     * @param name its name
     * @param doc its docstring, or null
     * @param constructor what makes an object, or null if only functions return some; its name is not used
     * @param methods its methods; special names such as {@code __len__} are possible
     * @param properties its properties
     */
    public record Type(String name, String doc, Function constructor, List<Function> methods,
            List<Property> properties) {
        /** Checks the name and copies the lists. */
        public Type {
            requireIdentifier(name);
            methods = List.copyOf(methods);
            properties = List.copyOf(properties);
        }
    }

    /**
     * An attribute that is computed.
     *
     * @param name its name
     * @param doc its docstring, or null
     * @param settable whether it can be set
     */
    public record Property(String name, String doc, boolean settable) {
        /** Checks the name. */
        public Property {
            requireIdentifier(name);
        }
    }

    /**
     * An exception class.
     *
     * @param name its name
     * @param doc its docstring, or null
     * @param base the name of a builtin exception, or of one that is listed before it
     */
    public record ExceptionClass(String name, String doc, String base) {
        /** Checks the names. */
        public ExceptionClass {
            requireIdentifier(name);
            requireIdentifier(base);
        }
    }

    /**
     * Says whether Python can use a name.
     *
     * @param name any text
     * @return whether it is an identifier in ASCII and no keyword
     */
    public static boolean isIdentifier(String name) {
        return IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name);
    }

    private static void requireIdentifier(String name) {
        if (!isIdentifier(name)) {
            throw new IllegalArgumentException("'" + name + "' is no Python identifier");
        }
    }
}
