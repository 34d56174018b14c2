package org.clutch.engine.graalpy.face;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.extension.ModuleDescription;
import org.clutch.extension.ModuleDescription.Argument;
import org.clutch.extension.ModuleDescription.Function;
import org.clutch.extension.ModuleDescription.Property;
import org.clutch.extension.ModuleDescription.Type;
import org.clutch.share.Bytes;

/**
 * Writes the Python source of a module whose members run in Java, so that its functions have real signatures, defaults,
 * docstrings and places in tracebacks. {@code _clutch_} in it is what {@code _clutch/importing.py} makes of the module.
 */
final class MemberSource {
    private final StringBuilder text = new StringBuilder();

    private MemberSource() {}

    static String of(ModuleDescription module) {
        MemberSource source = new MemberSource();
        source.module(module);
        return source.text.toString();
    }

    private void module(ModuleDescription module) {
        doc("", module.doc());
        String all = Stream.of(module.constants().stream().map(ModuleDescription.Constant::name),
                module.exceptions().stream().map(ModuleDescription.ExceptionClass::name),
                module.types().stream().map(Type::name), module.functions().stream().map(Function::name))
                .flatMap(names -> names).filter(name -> !name.startsWith("_")).map(MemberSource::quoted)
                .collect(Collectors.joining(", "));
        line("", "__all__ = [" + all + "]");
        module.constants().forEach(each -> line("", each.name() + " = _clutch_.constant(" + quoted(each.name()) + ")"));
        for (ModuleDescription.ExceptionClass each : module.exceptions()) {
            line("", "class " + each.name() + "(" + each.base() + "):");
            doc("    ", each.doc());
            line("    ", "pass");
        }
        module.types().forEach(this::type);
        module.functions().forEach(each -> function("", each, "", each.name()));
    }

    private void type(Type type) {
        line("", "class " + type.name() + "(_clutch_.Handle):");
        doc("    ", type.doc());
        line("    ", "__slots__ = ()");
        if (type.constructor() == null) {
            line("    ", "def __init__(self):");
            line("        ", "raise TypeError(" + quoted("cannot create '" + type.name() + "' instances") + ")");
        } else {
            line("    ", "def __init__(" + signature("self", type.constructor().parameters()) + "):");
            doc("        ", type.constructor().doc());
            line("        ", "_clutch_.construct(" + call(quoted(type.name()), "self", type.constructor()) + ")");
        }
        type.methods().forEach(each -> function("    ", each, "self", type.name() + "." + each.name()));
        type.properties().forEach(each -> property(type, each));
    }

    private void function(String indent, Function function, String self, String member) {
        line(indent, "def " + function.name() + "(" + signature(self, function.parameters()) + "):");
        doc(indent + "    ", function.doc());
        line(indent + "    ",
                "return _clutch_(" + call(quoted(member), self.isEmpty() ? "None" : self, function) + ")");
    }

    private void property(Type type, Property property) {
        String member = type.name() + "." + property.name();
        line("    ", "@property");
        line("    ", "def " + property.name() + "(self):");
        doc("        ", property.doc());
        line("        ", "return _clutch_(" + quoted(member) + ", self)");
        if (property.settable()) {
            line("    ", "@" + property.name() + ".setter");
            line("    ", "def " + property.name() + "(self, value):");
            line("        ", "_clutch_(" + quoted(member + "=") + ", self, value)");
        }
    }

    private static String signature(String self, List<Argument> parameters) {
        return Stream.concat(self.isEmpty() ? Stream.empty() : Stream.of(self),
                parameters.stream()
                        .map(each -> each.required() ? each.name() : each.name() + "=" + literal(each.otherwise())))
                .collect(Collectors.joining(", "));
    }

    private static String call(String member, String self, Function function) {
        return Stream.concat(Stream.of(member, self), function.parameters().stream().map(Argument::name))
                .collect(Collectors.joining(", "));
    }

    private void doc(String indent, String doc) {
        if (doc != null && !doc.isEmpty()) {
            line(indent, quoted(doc));
        }
    }

    private void line(String indent, String line) {
        text.append(indent).append(line).append('\n');
    }

    /** Gives the Python literal of a value. */
    static String literal(Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean flag -> flag ? "True" : "False";
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case Double number when number.isNaN() || number.isInfinite() ->
                "float(" + quoted(number.toString()) + ")";
            case Double number -> number.toString();
            case String string -> quoted(string);
            case Bytes bytes -> "b" + quoted(HostModule.latin1(bytes.toByteArray()));
            default -> throw new IllegalArgumentException(
                    "a default or constant is a " + value.getClass().getTypeName() + ", which has no Python literal");
        };
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        string.codePoints().forEach(each -> {
            switch (each) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (each >= ' ' && each <= '~') {
                        quoted.append((char) each);
                    } else {
                        // Two halves of a pair would be two characters in Python.
                        quoted.append(
                                (each < 0x100 ? "\\x%02x" : each < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(each));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
