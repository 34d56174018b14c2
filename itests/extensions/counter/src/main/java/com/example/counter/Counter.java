package com.example.counter;

import org.clutch.extension.Doc;
import org.clutch.extension.Exported;
import org.clutch.extension.ExtensionModule;
import org.clutch.extension.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** The module {@code counter}: each interpreter that imports it has an instance of its own. */
@Component(service = Counter.class, scope = ServiceScope.PROTOTYPE)
@ExtensionModule(name = "counter", interpreters = ExtensionModule.PER_INTERPRETER)
@Doc("Counts.")
public final class Counter {
    private long total;

    @Exported
    @Doc("Add to the total, and return it.")
    public synchronized long add(@Parameter(value = "amount", otherwise = "1") long amount) {
        return total += amount;
    }
}
