package org.clutch.core.memory;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.clutch.regions}. */
@ObjectClassDefinition(name = "Clutch regions", description = "Memory that interpreters share")
public @interface RegionsConfiguration {
    /** How much memory all regions together may have, in MiB. */
    @AttributeDefinition(name = "Limit in MiB", description = "How much memory all regions together may have, mapped"
            + " files aside. 0 for as much as the Java heap may have", min = "0", max = "1073741824")
    long limitMebibytes() default 0;
}
