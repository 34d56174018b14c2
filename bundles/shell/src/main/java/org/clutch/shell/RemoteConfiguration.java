package org.clutch.shell;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.clutch.shell}. */
@ObjectClassDefinition(name = "Clutch remote shell", description = "Takes commands from other processes of this machine")
public @interface RemoteConfiguration {
    /** Where to listen. */
    @AttributeDefinition(name = "Port", description = "TCP port on the loopback interface, 1 to 65535; 0 listens nowhere."
            + " Whoever may open a connection on this machine can do all that the process may")
    int port() default 0;
}
