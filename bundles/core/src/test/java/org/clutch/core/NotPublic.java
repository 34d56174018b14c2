package org.clutch.core;

/** An interface that no other package sees, and what calls it. */
public final class NotPublic {
    private NotPublic() {}

    interface Greeter {
        String name();

        default String greeting(String word) {
            return word + " " + name();
        }
    }

    public static Class<?> type() {
        return Greeter.class;
    }

    public static String greet(Object greeter, String word) {
        return ((Greeter) greeter).greeting(word);
    }
}
