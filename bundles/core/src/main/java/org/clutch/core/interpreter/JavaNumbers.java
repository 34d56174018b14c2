package org.clutch.core.interpreter;

import java.math.BigInteger;

/** Brings Python's numbers into Java's types. An int is exact, or rounded where a float is wanted, as in Python. */
final class JavaNumbers {
    private JavaNumbers() {}

    /** Gives an int as a type, or null if that is for other values. */
    static Object of(BigInteger number, Class<?> boxed) {
        try {
            return switch (boxed.getName()) {
                case "java.lang.Byte" -> number.byteValueExact();
                case "java.lang.Short" -> number.shortValueExact();
                case "java.lang.Integer" -> number.intValueExact();
                case "java.lang.Long" -> number.longValueExact();
                case "java.math.BigInteger" -> number;
                case "java.lang.Double" -> finite(number.doubleValue());
                case "java.lang.Float" -> finite(number.floatValue());
                default -> null;
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Gives a float as a type, or null if that is for other values. */
    static Object of(double number, Class<?> boxed) {
        if (boxed != Float.class) {
            return null;
        }
        return Double.isFinite(number) ? finite((float) number) : (Object) (float) number;
    }

    private static Double finite(double rounded) {
        return Double.isFinite(rounded) ? rounded : null;
    }

    private static Float finite(float rounded) {
        return Float.isFinite(rounded) ? rounded : null;
    }
}
