package org.clutch.engine.graalpy.face;

import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelNotEmptyException;
import org.clutch.channel.ChannelNotFoundException;
import org.clutch.channel.DeadlockException;
import org.clutch.channel.TransportNotFoundException;
import org.clutch.share.NotShareableException;
import org.clutch.share.OwnershipException;
import org.clutch.share.RegionBorrowedException;
import org.clutch.share.RegionException;
import org.clutch.share.RegionLimitException;
import org.clutch.sync.BrokenBarrierException;

/**
 * An operation that failed in a way that Python is to hear of.
 *
 * @param kind names the exception, as in {@code clutch/channels.py}, {@code clutch/shared/_regions.py} and {@code clutch/sync.py}
 * @param message what failed and why
 */
record Failure(String kind, String message) {

    /** Gives what Python hears of an exception; throws it again if it is none that a caller can cause. */
    static Failure of(RuntimeException e) {
        String kind = switch (e) {
            case ChannelClosedException _ -> "closed";
            case ChannelNotEmptyException _ -> "not-empty";
            case ChannelNotFoundException _ -> "not-found";
            case TransportNotFoundException _ -> "no-transport";
            case DeadlockException _ -> "deadlock";
            case NotShareableException _ -> "not-shareable";
            case BrokenBarrierException _ -> "broken";
            case IllegalMonitorStateException _ -> "state";
            case OwnershipException _ -> "ownership";
            case RegionBorrowedException _ -> "borrowed";
            case RegionLimitException _ -> "memory";
            case RegionException _ -> "region";
            case IllegalArgumentException _ -> "value";
            default -> throw e;
        };
        return new Failure(kind, e.getMessage());
    }
}
