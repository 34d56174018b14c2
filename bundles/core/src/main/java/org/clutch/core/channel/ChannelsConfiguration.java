package org.clutch.core.channel;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration {@code org.clutch.channels}. */
@ObjectClassDefinition(name = "Clutch channels", description = "How callers of channels and queues wait")
public @interface ChannelsConfiguration {
    /** How often a caller tries again at once before it gives way. */
    @AttributeDefinition(name = "Spins", description = "How often a caller tries again before it parks; more suits many"
            + " cores, 0 suits one", min = "0", max = "1000000")
    int spins() default WaitConfiguration.SPINS;

    /** How often a caller gives way to other threads and tries again before it parks. */
    @AttributeDefinition(name = "Yields", description = "How often a caller then gives way to other threads and tries"
            + " again before it parks", min = "0", max = "1000000")
    int yields() default WaitConfiguration.YIELDS;

    /** What is done about deadlocks. */
    @AttributeDefinition(name = "Deadlocks", description = "What is done about threads that can never be woken:"
            + " raise the error in them, log it, or off", options = {@Option(label = "raise", value = "raise"),
                    @Option(label = "log", value = "log"), @Option(label = "off", value = "off")})
    String deadlocks() default "raise";
}
