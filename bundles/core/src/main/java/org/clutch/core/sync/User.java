package org.clutch.core.sync;

/**
 * Who uses a synchronizer: an interpreter, or Java code. There is one for each interpreter and synchronizer, so what it holds
 * can be found when the interpreter ends. The mutable fields are guarded by the synchronizer.
 */
final class User {
    private final long interpreter;
    /** How many permits it has acquired that nobody has released. */
    long held;
    /** Whether the interpreter has ended, so that what survived its end gets nothing more. */
    boolean ended;

    /**
     * @param interpreter its id, or {@link org.clutch.core.channel.Holders#JAVA}
     */
    User(long interpreter) {
        this.interpreter = interpreter;
    }

    long interpreter() {
        return interpreter;
    }

    @Override
    public String toString() {
        return interpreter < 0 ? "Java code" : "interpreter " + interpreter;
    }
}
