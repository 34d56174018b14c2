package org.clutch.core.extension;

import java.util.List;
import org.clutch.extension.ImportedModule;
import org.clutch.extension.MembersInstance;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleInstance;
import org.clutch.extension.ModuleListener;
import org.clutch.extension.ModuleObject;
import org.clutch.extension.ModuleUnloadedException;
import org.clutch.extension.RaisedException;

/**
 * A module in one interpreter. {@link #current} and {@link #retiring} are written under the monitor of the offer, which thereby
 * orders a new instance against the end of what it was made from. {@link #making} lets one thread make an instance.
 */
final class HeldModule implements ImportedModule {
    private final OfferedModule offer;
    private final long interpreter;
    private final ModuleListener listener;
    private final Object making = new Object();
    /** The instance, or null before it is made and while its bundle is away. */
    private volatile Held current;
    /** The instance before, for calls that were at work in it when it was replaced. */
    private volatile Held retiring;
    private volatile boolean ended;

    HeldModule(OfferedModule offer, long interpreter, ModuleListener listener) {
        this.offer = offer;
        this.interpreter = interpreter;
        this.listener = listener;
    }

    long interpreter() {
        return interpreter;
    }

    ModuleListener listener() {
        return listener;
    }

    OfferedModule offer() {
        return offer;
    }

    @Override
    public ModuleDeclaration declaration() {
        return offer.declaration();
    }

    @Override
    public ModuleInstance instance() throws InterruptedException {
        return held().instance();
    }

    @Override
    public Object call(String member, ModuleObject self, List<Object> arguments)
            throws RaisedException, InterruptedException {
        while (true) {
            Held before = retiring;
            Held held = before != null && before.gate().isInside() ? before : held();
            if (held.gate().enter()) {
                try {
                    return call(held, member, self, arguments);
                } finally {
                    held.gate().leave();
                }
            }
        }
    }

    private Object call(Held held, String member, ModuleObject self, List<Object> arguments)
            throws RaisedException, InterruptedException {
        if (self != null && self.owner() != held.instance()) {
            throw new ModuleUnloadedException("the " + self + " belongs to an instance of module '"
                    + declaration().name() + "' that was replaced: make a new one");
        }
        if (held.instance() instanceof MembersInstance members) {
            return members.call(member, self, arguments);
        }
        throw new ModuleUnloadedException("module '" + declaration().name()
                + "' consists of Python sources since it was updated: import it again");
    }

    /** Gives the instance, which is made if need be. */
    private Held held() throws InterruptedException {
        Held held = current;
        while (held == null) {
            Opened opened = offer.opened();
            synchronized (making) {
                held = current;
                if (held == null) {
                    held = make(opened);
                }
            }
        }
        return held;
    }

    /** Makes an instance; null if what it was made from has gone meanwhile. */
    private Held make(Opened opened) {
        Held made = new Held(opened, opened.extension().instantiate(), new CallGate());
        synchronized (offer) {
            if (offer.isCurrent(opened) && !ended) {
                current = made;
                return made;
            }
        }
        made.closeInstance(this);
        if (ended) {
            throw new ModuleUnloadedException("interpreter " + interpreter + " has ended, so it imports no " + this);
        }
        return null;
    }

    /** Takes the instance away, so that no call begins in it; null if there is none. Under the offer's monitor. */
    Held take() {
        Held taken = current;
        if (taken != null) {
            taken.gate().close();
            retiring = taken;
            current = null;
        }
        return taken;
    }

    /** An instance that was taken away has ended. */
    void retired(Held last) {
        synchronized (offer) {
            if (retiring == last) {
                // It would keep the classes of the bundle alive.
                retiring = null;
            }
        }
    }

    /** The interpreter has ended. */
    void end() {
        Held last;
        synchronized (offer) {
            ended = true;
            offer.leave(this);
            last = take();
        }
        if (last != null) {
            last.closeInstance(this);
        }
    }

    @Override
    public String toString() {
        return declaration() + " in interpreter " + interpreter;
    }
}
