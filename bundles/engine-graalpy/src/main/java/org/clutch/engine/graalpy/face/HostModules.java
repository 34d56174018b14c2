package org.clutch.engine.graalpy.face;

import org.clutch.engine.graalpy.PythonSources;
import org.graalvm.polyglot.HostAccess;

/** Gives Python the modules of the bundle, for the importer of the bootstrap. */
public final class HostModules {
    private final PythonSources sources;

    /** Gives what the bundle has. */
    public HostModules(PythonSources sources) {
        this.sources = sources;
    }

    /** Names all modules. */
    @HostAccess.Export
    public String[] modules() {
        return sources.modules().toArray(String[]::new);
    }

    /** Says what tracebacks call a module's file. */
    @HostAccess.Export
    public String origin(String module) {
        return sources.origin(module);
    }

    /** Says whether a module is a package. */
    @HostAccess.Export
    public boolean isPackage(String module) {
        return sources.isPackage(module);
    }

    /** Gives a module's source text. */
    @HostAccess.Export
    public String source(String module) {
        return sources.source(module);
    }

    /** Gives a module's marshalled code, or None. */
    @HostAccess.Export
    public String code(String module) {
        return sources.code(module);
    }

    /** Keeps a module's marshalled code for all interpreters. */
    @HostAccess.Export
    public void keepCode(String module, String code) {
        sources.keepCode(module, code);
    }
}
