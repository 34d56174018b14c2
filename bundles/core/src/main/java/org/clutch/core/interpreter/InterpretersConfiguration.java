package org.clutch.core.interpreter;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.clutch.interpreters}. */
@ObjectClassDefinition(name = "Clutch interpreters", description = "How interpreters are made.")
public @interface InterpretersConfiguration {
    /** The number of spare interpreters. */
    @AttributeDefinition(name = "Spares", min = "0", max = "64", description = "How many interpreters are kept ready, so "
            + "that making one takes milliseconds. They are made in the background after the first interpreter was asked "
            + "for, and cost about 3 MB of heap each. 0 to 64.")
    int spares() default 2;
}
