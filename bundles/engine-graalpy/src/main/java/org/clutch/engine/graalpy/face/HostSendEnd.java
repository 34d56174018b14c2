package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** A send end, for Python. Whoever has it holds the end. */
public final class HostSendEnd {
    private final SendEnd end;
    private final Border border;

    HostSendEnd(SendEnd end, Border border) {
        this.end = end;
        this.border = border;
    }

    /** Gives this end for sends under another rule. */
    @HostAccess.Export
    public HostSendEnd under(int rule) {
        return new HostSendEnd(end.withUnboundItems(UnboundItems.values()[rule]), border);
    }

    /** Puts a message into the channel without waiting. */
    @HostAccess.Export
    public Object offer(Object value) {
        return HostChannels
                .attempt(() -> end.offer(Crossed.fromPython(value, border)) ? Crossed.SUCCESS : Crossed.NOTHING);
    }

    /**
     * Sends a message.
     *
     * @param nanos how long to wait at most; negative for as long as it takes
     * @return true once it is sent, or else what says how it went
     */
    @HostAccess.Export
    public Object send(Object value, long nanos) {
        return HostChannels.waiting(() -> {
            Object data = Crossed.fromPython(value, border);
            if (nanos < 0) {
                end.send(data);
                return true;
            }
            return end.send(data, Duration.ofNanos(nanos)) ? true : Crossed.NOTHING;
        });
    }

    /** Gives what sends several messages in one call. */
    @HostAccess.Export
    public Object batch(Object[] values) {
        return HostChannels.attempt(() -> {
            List<Object> messages = new ArrayList<>(values.length);
            for (Object value : values) {
                messages.add(Crossed.fromPython(value, border));
            }
            return new HostBatch(end, messages);
        });
    }

    /**
     * Gives what sends several ints, or floats, in one call.
     *
     * @param packed {@link Numbers}, as bytes
     */
    @HostAccess.Export
    public Object batchOfNumbers(boolean floats, Value packed) {
        return HostChannels.attempt(() -> new HostBatch(end, Numbers.fromPython(floats, border.content(packed))));
    }

    /** Says whether nothing can be sent any more. */
    @HostAccess.Export
    public boolean isClosed() {
        return end.isClosed();
    }

    /** Makes what travels for this end. */
    @HostAccess.Export
    public Object reference() {
        return HostChannels.attempt(() -> Crossed.toPython(end.reference()));
    }

    /** Closes the channel for senders. */
    @HostAccess.Export
    public Object close() {
        return HostChannels.attempt(() -> {
            end.close();
            return Crossed.SUCCESS;
        });
    }
}
