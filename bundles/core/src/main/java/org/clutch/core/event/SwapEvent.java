package org.clutch.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A channel or queue moved to another transport. */
@Name("org.clutch.Swap")
@Label("Swap")
@Category("Clutch")
@Description("A channel or queue moved to another transport, or to another service of the same one")
@StackTrace(false)
public final class SwapEvent extends Event {
    @Label("Channel")
    @Description("The channel or queue")
    String channel;
    @Label("From")
    @Description("Name of the transport before; null if it was away")
    String from;
    @Label("To")
    @Description("Name of the transport now; null if it is away, so that the messages are kept")
    String to;
    @Label("Messages")
    @Description("How many messages were in it afterwards")
    int messages;

    /** Ends the event. */
    public void ended(Object which, String before, String now, int inside) {
        end();
        if (shouldCommit()) {
            channel = which.toString();
            from = before;
            to = now;
            messages = inside;
            commit();
        }
    }
}
