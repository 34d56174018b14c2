package org.clutch.transport.sharedmemory;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.clutch.transport.sharedmemory}. */
@ObjectClassDefinition(name = "Clutch transport shared-memory", description = "How much memory channels may take")
public @interface RingConfiguration {
    /** The bound of a ring. */
    @AttributeDefinition(name = "Ring bytes", min = "65536", max = "1073741824", description = "How large the messages in "
            + "one channel may become, in bytes, before senders wait; rounded down to a power of two. A ring begins with "
            + "16 KiB and grows when it must. One message may take half of it. 65536 to 1073741824.")
    int ringBytes() default Bound.DEFAULT;
}
