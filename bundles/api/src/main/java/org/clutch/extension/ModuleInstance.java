package org.clutch.extension;

/**
 * What one interpreter has of a module. There are three forms: members that run in Java, Python sources,
 * and native libraries. The core sees to
 * it that nothing is called after {@link #close()}.
 */
public sealed interface ModuleInstance permits MembersInstance, SourcesInstance, NativeInstance {
    /**
     * Names the module.
     *
     * @return its name, as in the declaration
     */
    String name();

    /** Ends it, at the end of its interpreter or of its module. Called once, and not while a call is at work unless one overran its deadline. */
    void close();
}
