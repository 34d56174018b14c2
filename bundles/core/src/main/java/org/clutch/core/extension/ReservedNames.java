package org.clutch.core.extension;

import org.clutch.engine.Engine;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the registry which names the engine's own modules have, so that a bundle that offers one is told of it. */
@Component(service = ReservedNames.class, immediate = true)
public final class ReservedNames {
    /** DS gives both. */
    @Activate
    public ReservedNames(@Reference Engine engine, @Reference ExtensionRegistry registry) {
        registry.reserve(engine.moduleNames());
    }
}
