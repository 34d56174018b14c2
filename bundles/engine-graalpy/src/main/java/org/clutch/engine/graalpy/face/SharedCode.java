package org.clutch.engine.graalpy.face;

import java.util.concurrent.atomic.AtomicLong;
import org.graalvm.polyglot.HostAccess;

/** Code on its way from one interpreter to others. Each unmarshals it once, and knows it by its number from then on. */
public final class SharedCode {
    private static final AtomicLong LAST = new AtomicLong();

    private final long number = LAST.incrementAndGet();
    private final String marshalled;
    private final String name;
    private final String text;

    /**
     * @param text the source text, or null if it is not known
     */
    SharedCode(String marshalled, String name, String text) {
        this.marshalled = marshalled;
        this.name = name;
        this.text = text;
    }

    /** Gives the source text, or null if it is not known. */
    public String text() {
        return text;
    }

    /** Gives the number that no other code has. */
    public long number() {
        return number;
    }

    /** Gives the marshalled code, a byte in each character. */
    @HostAccess.Export
    public String marshalled() {
        return marshalled;
    }

    /** Gives the name of the function that it is the code of. */
    @HostAccess.Export
    public String name() {
        return name;
    }
}
