package org.clutch.engine.graalpy.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import org.clutch.extension.ModuleDescription;
import org.clutch.extension.ModuleDescription.Argument;
import org.clutch.extension.ModuleDescription.Constant;
import org.clutch.extension.ModuleDescription.ExceptionClass;
import org.clutch.extension.ModuleDescription.Function;
import org.clutch.extension.ModuleDescription.Property;
import org.clutch.extension.ModuleDescription.Type;
import org.clutch.share.Bytes;
import org.junit.jupiter.api.Test;

/** The Python source of a module whose members run in Java. */
class MemberSourceTest {
    @Test
    void everyKindOfMemberHasItsPython() {
        Function greet = new Function("greet", "Say \"hello\".\n\nOr more.",
                List.of(new Argument("name", true, null), new Argument("times", false, 1L)));
        Type guest = new Type("Guest", null, new Function("__init__", null, List.of(new Argument("name", true, null))),
                List.of(new Function("welcome", null, List.of())), List.of(new Property("name", "Its name.", true)));
        Type hidden = new Type("_Iterator", null, null, List.of(), List.of());
        assertEquals("""
                "Greets."
                __all__ = ["LIMIT", "Nobody", "Guest", "greet"]
                LIMIT = _clutch_.constant("LIMIT")
                class Nobody(ValueError):
                    pass
                class Guest(_clutch_.Handle):
                    __slots__ = ()
                    def __init__(self, name):
                        _clutch_.construct("Guest", self, name)
                    def welcome(self):
                        return _clutch_("Guest.welcome", self)
                    @property
                    def name(self):
                        "Its name."
                        return _clutch_("Guest.name", self)
                    @name.setter
                    def name(self, value):
                        _clutch_("Guest.name=", self, value)
                class _Iterator(_clutch_.Handle):
                    __slots__ = ()
                    def __init__(self):
                        raise TypeError("cannot create '_Iterator' instances")
                def greet(name, times=1):
                    "Say \\"hello\\".\\n\\nOr more."
                    return _clutch_("greet", None, name, times)
                """, MemberSource.of(new ModuleDescription("Greets.", List.of(new Constant("LIMIT", 100L)),
                List.of(greet), List.of(guest, hidden), List.of(new ExceptionClass("Nobody", null, "ValueError")))));
    }

    @Test
    void literalsMeanTheSameInPython() {
        assertEquals("None", MemberSource.literal(null));
        assertEquals("True", MemberSource.literal(true));
        assertEquals("-18446744073709551616", MemberSource.literal(BigInteger.TWO.pow(64).negate()));
        assertEquals("1.0E-5", MemberSource.literal(1e-5));
        assertEquals("float(\"-Infinity\")", MemberSource.literal(Double.NEGATIVE_INFINITY));
        assertEquals("\"a\\\\\\\"\\n\\x00\\xe9\\u20ac\\U0001f600\"", MemberSource.literal("a\\\"\n\0é€😀"));
        assertEquals("b\"\\x00\\xff\"", MemberSource.literal(Bytes.copyOf(new byte[]{0, -1})));
        assertThrows(IllegalArgumentException.class, () -> MemberSource.literal(new Object()));
    }

    @Test
    void namesCannotBringCode() {
        for (String name : List.of("a b", "", "1a", "a\nimport os", "é", "import", "None")) {
            assertThrows(IllegalArgumentException.class, () -> new Function(name, null, List.of()), name);
        }
    }
}
