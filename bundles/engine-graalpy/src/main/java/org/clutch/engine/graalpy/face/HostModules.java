package org.clutch.engine.graalpy.face;

import org.clutch.engine.graalpy.PythonSources;
import org.graalvm.polyglot.HostAccess;

/** Gives Python the modules of the bundle, for the importer of the bootstrap. */
public final class HostModules {
    private final PythonSources sources;
    private final Border border;

    /** Gives what the bundle has to an interpreter. */
    public HostModules(PythonSources sources, Border border) {
        this.sources = sources;
        this.border = border;
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

    /** Keeps a module's marshalled code for all interpreters; not from a confined one, since all others run it. */
    @HostAccess.Export
    public void keepCode(String module, String code) {
        if (border == Border.OPEN) {
            sources.keepCode(module, code);
        }
    }
}
