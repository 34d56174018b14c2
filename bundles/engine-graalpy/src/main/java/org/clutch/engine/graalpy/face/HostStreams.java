package org.clutch.engine.graalpy.face;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.clutch.interpreter.Streams;
import org.graalvm.polyglot.HostAccess;

/**
 * Standard streams of Java for Python: {@code _clutch/streams.py} wraps them. Bytes go as text with a byte in each
 * character. A failure gives its message, which Python raises as an OSError.
 */
public final class HostStreams {
    private final Streams streams;

    /** Serves streams, any of which may be null. */
    public HostStreams(Streams streams) {
        this.streams = streams;
    }

    /** Says whether descriptor 0, 1 or 2 is replaced. */
    @HostAccess.Export
    public boolean replaces(int descriptor) {
        return (descriptor == 0 ? streams.in() : output(descriptor)) != null;
    }

    private OutputStream output(int descriptor) {
        return descriptor == 1 ? streams.out() : streams.err();
    }

    /** Reads at most so many bytes: empty at the end, None if it failed. */
    @HostAccess.Export
    public String read(int most) {
        InputStream in = streams.in();
        synchronized (in) {
            try {
                return new String(in.readNBytes(Math.min(most, Math.max(1, in.available()))),
                        StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return null;
            }
        }
    }

    /** Writes bytes: None, or why it failed. */
    @HostAccess.Export
    public String write(int descriptor, String latin1) {
        OutputStream out = output(descriptor);
        synchronized (out) {
            try {
                out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                return null;
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}
