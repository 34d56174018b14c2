package com.example.till;

import org.clutch.extension.Doc;
import org.clutch.extension.Exported;
import org.clutch.extension.ExtensionModule;
import org.clutch.extension.Parameter;
import org.osgi.service.component.annotations.Component;

/**
 * The module {@code till}, of which there must be one: it numbers receipts without a gap, and is not thread-safe. So it
 * declares nothing, and only the main interpreter may import it.
 */
@Component(service = Till.class)
@ExtensionModule(name = "till")
@Doc("Takes money, and numbers the receipts.")
public final class Till {
    private long cents;
    private long receipts;

    @Exported
    @Doc("Take an amount, and return the number of the receipt.")
    public long take(@Parameter("cents") long amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException("cents must be more than 0, got " + amount);
        }
        cents += amount;
        return ++receipts;
    }

    @Exported
    @Doc("Return how many cents are in the till.")
    public long content() {
        return cents;
    }
}
