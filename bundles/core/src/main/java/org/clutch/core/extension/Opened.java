package org.clutch.core.extension;

import org.clutch.extension.Extension;
import org.clutch.extension.ExtensionLoader;

/**
 * A module in one state of its bundle, as a loader opens it. It is equal to itself only; its extension is set before another
 * thread sees it as opened.
 */
final class Opened {
    private final ExtensionLoader loader;
    private Extension extension;

    Opened(ExtensionLoader loader) {
        this.loader = loader;
    }

    void extension(Extension opened) {
        extension = opened;
    }

    ExtensionLoader loader() {
        return loader;
    }

    Extension extension() {
        return extension;
    }
}
