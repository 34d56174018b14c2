package org.clutch.trace;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.clutch.trace}. While there is one, events are shown. */
@ObjectClassDefinition(name = "Clutch trace", description = "Shows events on standard error; while there is no configuration, none")
public @interface TraceConfiguration {
    /** Which events are shown. */
    @AttributeDefinition(name = "Events", description = "Which events are shown: some of run, send, receive, import, swap,"
            + " lease, separated by blanks")
    String events() default "run send receive import swap lease";
}
