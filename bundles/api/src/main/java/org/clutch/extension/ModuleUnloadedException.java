package org.clutch.extension;

/**
 * The bundle behind a module, or the instance behind one of its objects, is gone; Python's
 * {@code clutch.extensions.ModuleUnloadedError}.
 */
public class ModuleUnloadedException extends ExtensionException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message which module is gone, and what to do
     */
    public ModuleUnloadedException(String message) {
        super(message);
    }
}
