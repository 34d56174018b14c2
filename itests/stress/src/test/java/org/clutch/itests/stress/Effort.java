package org.clutch.itests.stress;

import java.util.Locale;

/** How hard the tests try: quick in every build, long by the profile {@code long}. */
public enum Effort {
    /** For every build: the whole module within fifteen minutes on two cores. */
    QUICK,
    /** By hand: some hours. */
    LONG;

    /** What the system property {@code clutch.stress} asks for. */
    public static final Effort NOW = valueOf(System.getProperty("clutch.stress", "quick").toUpperCase(Locale.ROOT));

    /** Gives one of two. */
    public static int of(int quick, int thorough) {
        return NOW == QUICK ? quick : thorough;
    }
}
