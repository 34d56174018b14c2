package com.example.depot;

import java.util.Map;
import java.util.NoSuchElementException;
import org.clutch.extension.Doc;
import org.clutch.extension.Exported;
import org.clutch.extension.ExtensionModule;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.Parameter;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The module {@code _depot}, for the Python package {@code depot} of the same bundle. Each interpreter has an instance; what
 * they share is a service.
 */
@Component(service = Depot.class, scope = ServiceScope.PROTOTYPE)
@ExtensionModule(name = "_depot", interpreters = ExtensionModule.PER_INTERPRETER)
@Capability(namespace = ModuleDeclaration.NAMESPACE, attribute = {"clutch.extension=depot",
        "interpreters=per-interpreter"})
@Doc("What depot is made of.")
public final class Depot {
    private final Stores stores;

    /** DS gives what there is one of. */
    @Activate
    public Depot(@Reference Stores stores) {
        this.stores = stores;
    }

    /** The type {@code _depot.Store}: a handle in each interpreter, of one store for all. */
    @Exported
    @Doc("Counted things, by name. All stores of a name are one, whichever interpreter opened them.")
    public final class Store {
        private final String name;
        private final Map<String, Long> things;

        @Exported
        public Store(@Parameter("name") String name) {
            this.name = name;
            this.things = stores.open(name);
        }

        @Exported(property = true)
        @Doc("What the store is called.")
        public String name() {
            return name;
        }

        @Exported
        @Doc("Add to what there is of a thing, and return how much there is.")
        public long add(@Parameter("thing") String thing, @Parameter(value = "number", otherwise = "1") long number) {
            return things.merge(thing, number, Long::sum);
        }

        @Exported(name = "__getitem__")
        public long number(@Parameter("thing") String thing) {
            Long number = things.get(thing);
            if (number == null) {
                throw new NoSuchElementException("there is no " + thing + " in store " + name);
            }
            return number;
        }

        @Exported(name = "__len__")
        public int size() {
            return things.size();
        }
    }
}
