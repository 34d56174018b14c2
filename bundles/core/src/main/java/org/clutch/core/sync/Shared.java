package org.clutch.core.sync;

import java.util.function.Consumer;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.Holders;
import org.clutch.core.channel.WaitConfiguration;

/** What all views of a synchronizer share. It lives as long as one of them. */
abstract class Shared {
    private final long id;
    private final String kind;
    private final String name;
    private final Origin origin;
    /** Who could still do something with it. */
    private final Holders holders = new Holders(() -> {}, () -> {});
    private volatile boolean published;

    /** What synchronizers of one broker have in common: how they wait, who hears of garbage, who finds published ones. */
    record Origin(WaitConfiguration waits, ChannelBroker garbage, Consumer<Shared> publish) {}

    Shared(long id, String kind, String name, Origin origin) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.origin = origin;
    }

    final long id() {
        return id;
    }

    final String name() {
        return name;
    }

    final WaitConfiguration waits() {
        return origin.waits();
    }

    /** Notes that somebody has a view of it, or a reference to it, as long as the token is reachable. */
    final Holders.Token hold(long holder) {
        return origin.garbage().hold(holders, holder);
    }

    final Holders holders() {
        return holders;
    }

    final void publish() {
        published = true;
        origin.publish().accept(this);
    }

    /** Says whether code that has no view of it can find it. */
    final boolean isPublished() {
        return published;
    }

    /** Hears that an interpreter has ended. */
    void ended(User user) {
        holders.ended(user.interpreter());
    }

    @Override
    public final String toString() {
        return kind + " " + id + (name.isEmpty() ? "" : " '" + name + "'");
    }
}
