package org.clutch.pool.hire;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An interpreter of a pool was on loan. A lease that is renewed has several such events, one after the other. */
@Name("org.clutch.Lease")
@Label("Lease")
@Category("Clutch")
@Description("An interpreter of a pool was on loan")
@StackTrace(false)
final class LeaseEvent extends Event {
    @Label("Pool")
    String pool;
    @Label("Interpreter")
    @Description("Id of the interpreter that was on loan")
    long interpreter;
    @Label("Interpreter Name")
    String interpreterName;
    @Label("Waited")
    @Description("How long the borrower waited for it")
    @Timespan(Timespan.NANOSECONDS)
    long waited;
    @Label("Broken")
    @Description("Whether it cannot be used again")
    boolean broken;
}
