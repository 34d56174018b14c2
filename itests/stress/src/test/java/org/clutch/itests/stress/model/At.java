package org.clutch.itests.stress.model;

/** Where a thread is: what its next step does, and for which lines of core's package {@code channel} that stands. */
enum At {
    // Callers: SwappableConduit.trySend and tryReceive
    /** {@code places.now()}. */
    LOOK,
    /** {@code conduit.offer} or {@code conduit.poll}, which are atomic: Lincheck shows that of each conduit. */
    TRANSFER,
    /** {@code places.now() == at}. */
    LOOK_AGAIN,
    /** {@code places.awaitMove()}. */
    AWAIT_MOVE,
    /** {@code drain}. */
    DRAIN,

    // Whoever waits: WaitingRoom.await and Wait.park
    /** {@code WaitingRoom.announce}. */
    ANNOUNCE,
    /** {@code isWoken} in {@code Wait.park}. */
    PARK,
    /** {@code LockSupport.park}, or the end of its time. */
    PARKED,
    /** {@code WaitingRoom.leave}. */
    LEAVE,

    // Whoever wakes: WaitingRoom.wakeOne and wakeAll
    /** {@code announced} is read. */
    WAKE,
    /** {@code wakeNext}: the first one is taken off the list. */
    WAKE_NEXT,
    /** {@code Wait.wake}. */
    UNPARK,
    /** {@code SwappableConduit.wakeAll}, between the rooms. */
    WAKE_SENDERS,

    // PendingMessage.decide
    /** The compare-and-set. */
    DECIDE,
    /** {@code sender} is read, and woken. */
    WAKE_SENDER,

    // A sender in a rendezvous: SwappableConduit.awaitReceiver and withdraw
    /** {@code awaited.add} in {@code Places.await}. */
    ENLIST,
    /** {@code lost} is read there. */
    LOOK_FOR_LOSS,
    /** {@code sender = waiter} in {@code PendingMessage.await}. */
    BE_KNOWN,
    /** {@code isWoken} in {@code Wait.park}. */
    SLEEP,
    /** {@code LockSupport.park}, or the end of its time. */
    ASLEEP,
    /** {@code places.forget}. */
    FORGET,
    /** {@code message.state()}. */
    TAKE_BACK,
    /** {@code places.now()} in {@code withdraw}. */
    TAKE_BACK_LOOK,
    /** {@code conduit.withdraw}. */
    TAKE_OUT,
    /** {@code places.now() == at} in {@code withdraw}. */
    TAKE_OUT_AGAIN,
    /** {@code places.awaitMove()} in {@code withdraw}. */
    TAKE_BACK_AWAIT_MOVE,
    /** {@code places.removeKept}. */
    TAKE_KEPT,
    /** {@code left.remove}. */
    TAKE_DRAINED,
    /** {@code places.dropIfLost}. */
    DROP_IF_LOST,
    /** {@code message.state()} in {@code HeldSendEnd.sendWithin}. */
    ANSWER,

    // Whoever moves or closes: Places
    /** {@code moves.lock()}, and {@code place} is read, which is written under that lock only. */
    LOCK,
    /** {@code place = MOVING} in {@code moving}. */
    MARK,
    /** {@code conduit.retire}, which is atomic, too. */
    RETIRE,
    /** The second half of a retirement that is not. */
    REFUSE,
    /** {@code lost = true} in {@code retired}. */
    LOSE,
    /** {@code place = CLOSED} there. */
    LOSE_PLACE,
    /** {@code awaited.forEach} there. */
    LOSE_AWAITED,
    /** {@code place = then} in {@code moving}. */
    PUBLISH,
    /** {@code moves.unlock()}. */
    UNLOCK,

    // No steps
    /** A call is over: what comes next is no step of its own. */
    SETTLE,
    /** All is done. */
    DONE
}
