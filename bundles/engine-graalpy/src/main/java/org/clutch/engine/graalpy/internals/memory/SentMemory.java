package org.clutch.engine.graalpy.internals.memory;

import java.lang.foreign.MemorySegment;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.ViewLayout;

/** A view on its way from one interpreter to others. */
final class SentMemory implements MemoryViewReference {
    private final ViewForm form;
    private final Claims claims;

    SentMemory(ViewForm form, Claims claims) {
        this.form = form;
        this.claims = claims;
    }

    ViewForm form() {
        return form;
    }

    Claims claims() {
        return claims;
    }

    @Override
    public MemorySegment segment() {
        MemorySegment all = form.memory().asSlice(form.low(), form.high() - form.low());
        return form.readOnly() ? all.asReadOnly() : all;
    }

    @Override
    public ViewLayout layout() {
        return form.layout();
    }

    @Override
    public boolean isReadOnly() {
        return form.readOnly();
    }

    @Override
    public void release() {
        claims.releaseOwn();
    }

    @Override
    public String toString() {
        return "memoryview" + form.layout() + (form.readOnly() ? ", read-only" : "");
    }
}
