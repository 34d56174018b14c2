package org.clutch.core.extension;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.clutch.extensions}. */
@ObjectClassDefinition(name = "Clutch extension modules", description = "How long updates and removals of extension"
        + " modules may take")
public @interface ExtensionsConfiguration {
    /** How long a bundle's update or removal waits for calls. */
    @AttributeDefinition(name = "Drain", description = "How many milliseconds the update or removal of a bundle waits for"
            + " calls that are at work in its modules, before their instances are closed", min = "0", max = "3600000")
    int drainMillis() default ExtensionRegistry.DRAIN_MILLIS;

    /** How long calls wait for a bundle. */
    @AttributeDefinition(name = "Absence", description = "How many milliseconds calls wait for a bundle that has stopped"
            + " to be updated, before they get ModuleUnloadedError", min = "0", max = "3600000")
    int absenceMillis() default ExtensionRegistry.ABSENCE_MILLIS;
}
