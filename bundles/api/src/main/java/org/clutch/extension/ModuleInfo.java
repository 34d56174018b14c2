package org.clutch.extension;

import java.util.List;

/**
 * A module that a bundle offers.
 *
 * @param declaration what its manifest says
 * @param kind the kind of its loader, or null while nobody has imported it
 * @param chosen whether an import takes this one, and no other bundle's of the same name
 * @param interpreters the ids of the interpreters that have imported it
 */
public record ModuleInfo(ModuleDeclaration declaration, String kind, boolean chosen, List<Long> interpreters) {
    /** Copies the list. */
    public ModuleInfo {
        interpreters = List.copyOf(interpreters);
    }
}
