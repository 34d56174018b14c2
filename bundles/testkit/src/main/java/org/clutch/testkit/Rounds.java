package org.clutch.testkit;

/** How long the tests try. */
final class Rounds {
    private static final String PROPERTY = "clutch.rounds";
    private static final int USUAL = 200;

    private Rounds() {}

    /** Gives the number of rounds that a race is run. All other amounts are multiples of it. */
    static int count() {
        String rounds = System.getProperty(PROPERTY, Integer.toString(USUAL));
        try {
            int count = Integer.parseInt(rounds);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // The same mistake as a number that is too small.
        }
        throw new IllegalArgumentException(PROPERTY + " is '" + rounds + "'; it is to be a number above zero");
    }
}
