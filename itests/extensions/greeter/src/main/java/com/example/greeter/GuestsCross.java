package com.example.greeter;

import org.clutch.share.CrossInterpreterType;
import org.clutch.share.Reduced;
import org.osgi.service.component.annotations.Component;

/** Lets guests cross to other interpreters: there a new guest is made, who is as much of a regular. */
@Component
public final class GuestsCross implements CrossInterpreterType<Greeter.Guest> {
    @Override
    public Class<Greeter.Guest> type() {
        return Greeter.Guest.class;
    }

    @Override
    public Reduced reduce(Greeter.Guest guest) {
        return Reduced.to("greeter:Guest", guest.name(), guest.visits());
    }
}
