package org.clutch.core.extension;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configurations {@code org.clutch.extension~NAME}, for tools that edit them. */
@ObjectClassDefinition(name = "Clutch extension module", description = "What the operator declares of the module that the"
        + " configuration is named after. It counts more than what the module's bundle declares")
public @interface OperatorConfiguration {
    /** Which interpreters may import it. */
    @AttributeDefinition(name = "Interpreters", options = {
            @Option(label = "an instance in each interpreter", value = "per-interpreter"),
            @Option(label = "one instance for all, calls take turns", value = "shared"),
            @Option(label = "the main interpreter only", value = "main-only")}, description = "Which interpreters may import"
                    + " the module. Of native code each interpreter gets a copy; shared is for Java.")
    String interpreters();
}
