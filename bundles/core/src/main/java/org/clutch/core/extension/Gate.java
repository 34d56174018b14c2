package org.clutch.core.extension;

import org.clutch.extension.ExtensionException;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;

/** Says which interpreter may import which module, by what the manifest declares. */
final class Gate {
    private static final long MAIN = 0;

    private Gate() {}

    /**
     * Lets an import pass.
     *
     * @throws ExtensionException with CPython's sentence, and how to declare support
     */
    static void check(ModuleDeclaration declaration, long interpreter, boolean confined) {
        if (confined) {
            throw new ExtensionException("module '" + declaration.name()
                    + "' cannot be imported in a confined interpreter: it was given no extension modules");
        }
        if (interpreter != MAIN && declaration.interpreters() == InterpreterSupport.MAIN_ONLY) {
            throw new ExtensionException("module '" + declaration.name()
                    + "' does not support loading in subinterpreters: bundle " + declaration.bundle()
                    + " declares no support for them. Its author declares it with @ExtensionModule(name = \""
                    + declaration.name()
                    + "\", interpreters = PER_INTERPRETER), or SHARED; clutch.extensions.from_main('"
                    + declaration.name() + "') gives a proxy of the main interpreter's module");
        }
    }
}
