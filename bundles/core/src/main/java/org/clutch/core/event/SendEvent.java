package org.clutch.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A message was sent. */
@Name("org.clutch.Send")
@Label("Send")
@Category("Clutch")
@Description("A message was sent; by default only what took a millisecond or longer")
@StackTrace(false)
@Threshold("1 ms")
public final class SendEvent extends Event {
    @Label("Interpreter")
    @Description("Id of the interpreter that sent, negative for Java code")
    long interpreter;
    @Label("Channel")
    @Description("The channel or queue")
    String channel;

    void ended(Object which, long who) {
        end();
        if (shouldCommit()) {
            interpreter = who;
            channel = which.toString();
            commit();
        }
    }
}
