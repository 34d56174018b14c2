package org.clutch.core.extension;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.clutch.core.event.Events;
import org.clutch.core.event.ImportEvent;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.Extensions;
import org.clutch.extension.ImportedModule;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleInfo;
import org.clutch.extension.ModuleListener;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** The modules as one interpreter has them. The monitor guards what it has imported; it is not held while modules are made. */
public final class InterpretersExtensions implements Extensions {
    private final long interpreter;
    private final ExtensionRegistry registry;
    private final boolean confined;
    private final Map<String, HeldModule> imported = new HashMap<>();
    private boolean ended;

    /**
     * @param confined whether it may import none
     */
    public InterpretersExtensions(long interpreter, ExtensionRegistry registry, boolean confined) {
        this.interpreter = interpreter;
        this.registry = registry;
        this.confined = confined;
    }

    @Override
    public boolean offers(String name) {
        return registry.offers(name);
    }

    @Override
    public ImportedModule load(String name, ModuleListener listener) throws InterruptedException {
        ImportEvent event = Events.imports();
        HeldModule module = held(name, listener);
        try {
            module.instance();
        } catch (ExtensionException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new ExtensionException(module.declaration() + " cannot be loaded: " + e, e);
        }
        if (event != null) {
            event.ended(interpreter, module.declaration());
        }
        return module;
    }

    private synchronized HeldModule held(String name, ModuleListener listener) {
        if (ended) {
            throw new ExtensionException(
                    "interpreter " + interpreter + " has ended, so it imports no module '" + name + "'");
        }
        HeldModule known = imported.get(name);
        if (known != null && !known.offer().isGone()) {
            return known;
        }
        OfferedModule offer = registry.choose(name)
                .orElseThrow(() -> new ExtensionException(
                        registry.refusal(name).orElse("no bundle offers a module '" + name + "'")));
        Gate.check(registry.declared(offer.declaration()), interpreter, confined);
        HeldModule joining = new HeldModule(offer, interpreter, listener);
        if (!offer.join(joining)) {
            throw new ExtensionException(offer + " was unloaded while it was imported");
        }
        imported.put(name, joining);
        return joining;
    }

    @Override
    public void checkLibrary(String name) {
        Gate.checkLibrary(name, registry.declared(name), interpreter, confined);
    }

    @Override
    public List<ModuleInfo> list() {
        return registry.list();
    }

    @Override
    public ModuleInfo require(String name, String range) {
        VersionRange wanted = VersionRange.valueOf(range);
        ModuleInfo found = find(name).orElseThrow(
                () -> new ExtensionException("no bundle offers a module '" + name + "', wanted in version " + range));
        ModuleDeclaration declaration = found.declaration();
        if (!wanted.includes(Version.parseVersion(declaration.version()))) {
            throw new ExtensionException("an import takes " + declaration + ", which is not in the range " + range);
        }
        return found;
    }

    /** The interpreter has ended. */
    public void ended() {
        List<HeldModule> all;
        synchronized (this) {
            ended = true;
            all = List.copyOf(imported.values());
            imported.clear();
        }
        all.forEach(HeldModule::end);
    }
}
