package org.clutch.core.extension;

import org.clutch.extension.ExtensionException;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;

/** Says which interpreter may import which module, by what its manifest or the operator declares. */
final class Gate {
    private static final long MAIN = 0;

    private Gate() {}

    /**
     * Lets an import pass.
     *
     * @throws ExtensionException with CPython's sentence, and how to declare support
     */
    static void check(ModuleDeclaration declaration, long interpreter, boolean confined) {
        String name = declaration.name();
        refuseConfined(name, confined);
        if (interpreter != MAIN && declaration.interpreters() == InterpreterSupport.MAIN_ONLY) {
            throw new ExtensionException(refusal(name) + "bundle " + declaration.bundle()
                    + " declares no support for them. Its author declares it with @ExtensionModule(name = \"" + name
                    + "\", interpreters = PER_INTERPRETER), or SHARED, or in the manifest; an operator with a configuration "
                    + OperatorDeclaration.FACTORY + name + ". " + remedy(name));
        }
    }

    /**
     * Lets a library that no bundle offers pass.
     *
     * @param declared what the operator says of its module
     * @throws ExtensionException with CPython's sentence, and how to declare support
     */
    static void checkLibrary(String name, InterpreterSupport declared, long interpreter, boolean confined) {
        refuseConfined(name, confined);
        if (interpreter != MAIN && declared != InterpreterSupport.PER_INTERPRETER) {
            throw new ExtensionException(refusal(name)
                    + "it has native code, and nobody declares that it works with a copy"
                    + " in each. An operator declares it with a configuration " + OperatorDeclaration.FACTORY + name
                    + " that says interpreters=per-interpreter. " + remedy(name));
        }
    }

    private static void refuseConfined(String name, boolean confined) {
        if (confined) {
            throw new ExtensionException("module '" + name
                    + "' cannot be imported in a confined interpreter: it was given no extension modules");
        }
    }

    private static String refusal(String name) {
        return "module '" + name + "' does not support loading in subinterpreters: ";
    }

    private static String remedy(String name) {
        return "clutch.extensions.from_main('" + name + "') gives a proxy of the main interpreter's module";
    }
}
