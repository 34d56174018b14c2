package org.clutch.engine.graalpy.face;

import java.util.List;
import org.clutch.channel.SendEnd;
import org.graalvm.polyglot.HostAccess;

/** Messages to be sent in order, for Python. For one thread: it knows how many have been sent. */
public final class HostBatch {
    private static final int AT_ONCE = 256;

    private final SendEnd end;
    private final List<Object> messages;
    private int sent;

    HostBatch(SendEnd end, List<Object> messages) {
        this.end = end;
        this.messages = messages;
    }

    /**
     * Sends those that have not been sent, and waits as long as it takes.
     *
     * @return true once all are sent, or else what says how it went; another call goes on with those that are left
     */
    @HostAccess.Export
    public Object send() {
        return HostChannels.waiting(() -> {
            while (sent < messages.size()) {
                int offered = end.offerMany(messages.subList(sent, Math.min(messages.size(), sent + AT_ONCE)));
                sent += offered;
                if (offered == 0) {
                    // One that is interrupted has not been sent.
                    end.send(messages.get(sent));
                    sent++;
                }
            }
            return true;
        });
    }
}
