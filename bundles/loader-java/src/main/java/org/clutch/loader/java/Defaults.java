package org.clutch.loader.java;

import java.math.BigInteger;
import org.clutch.extension.ExtensionException;

/** Reads what a parameter is when callers leave it out. */
final class Defaults {
    private Defaults() {}

    /**
     * Reads a default.
     *
     * @param text what the annotation says
     * @param type the parameter's type
     * @param place where it stands
     * @return None, a bool, an int, a float or a str in the form that crosses
     */
    static Object read(String text, Class<?> type, String place) {
        if (type == String.class) {
            return text;
        }
        return switch (text) {
            case "None" -> none(type, place);
            case "True" -> true;
            case "False" -> false;
            default -> number(text, place);
        };
    }

    private static Object none(Class<?> type, String place) {
        if (type.isPrimitive()) {
            throw new ExtensionException(place + ": None is no " + type + "; declare the parameter as an object type");
        }
        return null;
    }

    private static Object number(String text, String place) {
        try {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
        } catch (NumberFormatException e) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException f) {
                throw new ExtensionException(place + ": otherwise = \"" + text
                        + "\" is none of None, True, False, a number; only a String parameter takes any text");
            }
        }
    }
}
