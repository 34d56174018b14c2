package org.clutch.engine.graalpy.face;

import java.nio.charset.StandardCharsets;
import org.clutch.interpreter.Isolation;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.NotShareableException;
import org.clutch.share.Pickle;
import org.clutch.share.Reduced;
import org.clutch.share.RegionReference;
import org.clutch.share.Tuple;
import org.graalvm.polyglot.Value;

/** What may leave an interpreter. */
public enum Border {
    /** Everything that crosses. */
    OPEN,
    /**
     * No pickles, nor reduced objects: whoever unpickles one runs what its maker chose. No memoryviews, nor regions but by a move: whoever checks what
     * is in one finds something else there a moment later.
     */
    NO_PICKLES;

    /** Gives the border around an interpreter. */
    public static Border of(Isolation isolation) {
        return isolation == Isolation.CONFINED ? NO_PICKLES : OPEN;
    }

    /** Gives cross-interpreter data back if it may leave. */
    Object pass(Object data) {
        if (this == NO_PICKLES) {
            refuse(data);
        }
        return data;
    }

    /**
     * Copies bytes. A confined interpreter gives them as text with a byte in each character: of a view that it was given backwards
     * the engine reads what lies beyond its window.
     *
     * @param bytes Python's own, as {@code _clutch/crossing.py} gives them
     */
    byte[] content(Value bytes) {
        if (this == NO_PICKLES) {
            if (!bytes.isString()) {
                throw new IllegalArgumentException("a confined interpreter gives bytes as text");
            }
            return bytes.asString().getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] content = new byte[Math.toIntExact(bytes.getBufferSize())];
        bytes.readBuffer(0, content, 0, content.length);
        return content;
    }

    private static void refuse(Object data) {
        switch (data) {
            case Pickle _ -> throw new NotShareableException(
                    "a confined interpreter sends only None, bool, int, float, str, bytes, queues, shared objects and tuples of them");
            case Reduced _ -> throw new NotShareableException(
                    "an object that its receiver makes anew does not leave a confined interpreter: send its values");
            case MemoryViewReference _ ->
                throw new NotShareableException("memoryview does not leave a confined interpreter: send bytes(view)");
            case RegionReference region when !region.isMove() -> throw new NotShareableException(
                    "shared memory leaves a confined interpreter only by a move: send clutch.shared.move(buffer), or its bytes");
            case Tuple(var items) -> items.forEach(Border::refuse);
            case null, default -> {
                // Nothing in it runs at its destination.
            }
        }
    }
}
