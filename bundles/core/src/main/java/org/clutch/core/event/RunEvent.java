package org.clutch.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** An interpreter ran something for a caller. */
@Name("org.clutch.Run")
@Label("Run")
@Category("Clutch")
@Description("An interpreter ran something for a caller, in the caller's thread")
@StackTrace(false)
public final class RunEvent extends Event {
    @Label("Interpreter")
    @Description("Id of the interpreter that ran")
    long interpreter;
    @Label("Interpreter Name")
    String interpreterName;
    @Label("Caller")
    @Description("Id of the interpreter that asked for it, negative for Java code")
    long caller;
    @Label("Work")
    @Description("exec, prepareMain, program, or the name of the function called; null if another interpreter gave it")
    String work;
    @Label("Failure")
    @Description("Type of the Java exception that ended it, or null")
    String failure;

    /** Ends the event. */
    public void ended(long id, String name, long from, String what, Throwable thrown) {
        end();
        if (shouldCommit()) {
            interpreter = id;
            interpreterName = name;
            caller = from;
            work = what;
            failure = thrown == null ? null : thrown.getClass().getName();
            commit();
        }
    }
}
