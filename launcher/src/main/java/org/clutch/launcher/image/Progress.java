package org.clutch.launcher.image;

/** One line on standard error that says what is being done: on a terminal it is written over, elsewhere only the end is said. */
final class Progress {
    private final boolean terminal = System.console() != null && System.console().isTerminal();

    void show(String what) {
        if (terminal) {
            System.err.print("\r\033[Kclutch: making " + what);
            System.err.flush();
        }
    }

    void end(String result) {
        System.err.println((terminal ? "\r\033[K" : "") + "clutch: " + result);
    }
}
