package org.clutch.engine.graalpy.internals.memory;

import java.util.Collection;

/**
 * What a sent view counts for in its interpreter: Python refuses to release it, and to resize its exporter, with BufferError.
 *
 * <p>Made under the lock of that interpreter, undone in any thread without it. Of all counts only a bytearray's is not atomic:
 * where a C extension takes the same bytearray at the same instant, the end of this pin can be lost, and the bytearray stays
 * as it is for good. It never is free too early.
 */
final class Pin {
    private final EngineViews engine;
    private final Collection<Pin> others;
    private Object exporter;
    private Object view;

    private Pin(EngineViews engine, Object exporter, Object view, Collection<Pin> others) {
        this.engine = engine;
        this.exporter = exporter;
        this.view = view;
        this.others = others;
    }

    /**
     * Pins a view and its exporter.
     *
     * @param exporter the engine's own object; null if it cannot be resized anyway
     * @param view the engine's own object
     * @param others those of the interpreter; this one is among them until it is undone
     */
    static Pin of(EngineViews engine, Object exporter, Object view, Collection<Pin> others) {
        engine.count(exporter, view, 1);
        Pin pin = new Pin(engine, exporter, view, others);
        others.add(pin);
        return pin;
    }

    /** Lets view and exporter go. */
    synchronized void undo() {
        if (view != null) {
            engine.count(exporter, view, -1);
            cut();
            others.remove(this);
        }
    }

    /** Forgets view and exporter, since their interpreter is closed. */
    synchronized void cut() {
        exporter = null;
        view = null;
    }
}
