package org.clutch.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.Map;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.ArrayMemory;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.NotShareableException;
import org.clutch.share.Tuple;
import org.clutch.share.ViewLayout;
import org.junit.Test;

/** Memory that Python and Java share, without copies. */
public class MemoryIT extends ContainerTest {
    private static final int LARGE = 64 << 20;
    private static final String PINNED = """
            def pinned():
                try:
                    buffer.append(0)
                except BufferError:
                    return True
                buffer.pop()
                return False
            """;

    private Interpreter python(String source) {
        Interpreter python = interpreters.create();
        python.exec(source);
        return python;
    }

    private static boolean pinned(Interpreter python) {
        return (Boolean) python.call("pinned");
    }

    private static byte[] arrayOf(MemoryViewReference memory) {
        return (byte[]) memory.segment().heapBase().orElseThrow();
    }

    @Test
    public void javaHasTheMemoryOfAMemoryview() {
        Interpreter python = python("""
                import array
                buffer = array.array('i', range(6))
                def view(): return memoryview(buffer)[5:0:-2]
                def items(): return tuple(buffer)
                """);
        MemoryViewReference memory = (MemoryViewReference) python.call("view");
        assertEquals(new ViewLayout("i", 4, List.of(3), List.of(-8), 16), memory.layout());
        ByteBuffer bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());
        assertEquals(List.of(5, 3, 1), List.of(bytes.getInt(16), bytes.getInt(8), bytes.getInt(0)));
        memory.segment().set(ValueLayout.JAVA_INT_UNALIGNED, 0, 77);
        assertEquals(Tuple.of(0, 77, 2, 3, 4, 5), python.call("items"));
    }

    @Test
    public void readOnlyMemoryIsReadOnlyInJava() {
        MemoryViewReference memory = (MemoryViewReference) python("def view(): return memoryview(b'abc')").call("view");
        assertTrue(memory.isReadOnly());
        assertEquals('b', memory.segment().get(ValueLayout.JAVA_BYTE, 1));
        assertThrows(IllegalArgumentException.class, () -> memory.segment().set(ValueLayout.JAVA_BYTE, 1, (byte) 0));
        assertThrows(ReadOnlyBufferException.class, () -> memory.asByteBuffer().put(1, (byte) 0));
    }

    @Test
    public void javaHoldsItUntilItReleasesIt() {
        Interpreter python = python(PINNED + "buffer = bytearray(8)\ndef view(): return memoryview(buffer)");
        MemoryViewReference memory = (MemoryViewReference) python.call("view");
        assertTrue(pinned(python));
        memory.release();
        assertFalse(pinned(python));
        memory.release();
        assertEquals(0, memory.segment().get(ValueLayout.JAVA_BYTE, 7));
        NotShareableException refusal = assertThrows(NotShareableException.class,
                () -> python.call("builtins:len", memory));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("released"));
    }

    @Test
    public void garbageHoldsNothing() {
        Interpreter python = python(PINNED + "buffer = bytearray(8)\ndef view(): return memoryview(buffer)");
        python.call("view");
        while (pinned(python)) {
            System.gc();
            Thread.yield();
        }
    }

    @Test
    public void javaSendsMemory() {
        Interpreter python = python(
                "def fill(view, n): view[:] = bytes([n]) * len(view); return view.format, view.shape");
        byte[] array = new byte[4];
        assertEquals(Tuple.of("B", Tuple.of(4)), python.call("fill", ArrayMemory.of(array), 1));
        python.call("fill", ByteBuffer.wrap(array, 1, 3), 2);
        python.call("fill", MemorySegment.ofArray(array).asSlice(2), 3);
        assertArrayEquals(new byte[]{1, 2, 3, 3}, array);
        python.prepareMain(Map.of("constant", ArrayMemory.of(array).asReadOnly()));
        python.exec("""
                assert constant.readonly
                try: constant[0] = 1
                except TypeError: pass
                else: raise SystemError
                """);
    }

    @Test
    public void oneArrayGoesFromInterpreterToInterpreterAndBack() throws Exception {
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        Interpreter first = python("");
        Interpreter second = python("");
        byte[] array = new byte[16];
        first.prepareMain(Map.of("q", queue, "view", ArrayMemory.of(array)));
        second.prepareMain(Map.of("q", queue));
        first.exec("q.put((view[4:12].cast('H'), 'x'))");
        second.exec("view, _ = q.get(); view[1] = 0x0101; q.put(view[1:])");
        MemoryViewReference memory = (MemoryViewReference) queue.take();
        assertSame(array, arrayOf(memory));
        assertEquals(new ViewLayout("H", 2, List.of(3), List.of(2), 0), memory.layout());
        assertArrayEquals(new byte[]{0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, array);
        first.close();
        second.close();
        memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
        assertEquals(5, array[6]);
    }

    @Test
    public void bytearrayOfPythonIsTheArrayThatOthersHave() {
        Interpreter python = python("buffer = bytearray(8)\ndef view(): return memoryview(buffer)");
        MemoryViewReference one = (MemoryViewReference) python.call("view");
        Interpreter other = python("def through(view): return view[2:]");
        MemoryViewReference two = (MemoryViewReference) other.call("through", one);
        assertSame(arrayOf(one), arrayOf(two));
        assertEquals(6, two.segment().byteSize());
    }

    @Test
    public void nothingIsCopiedOnTheWay() throws Exception {
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        Interpreter sender = python("buffer = bytearray(" + LARGE + ")\ndef send(q): q.put(memoryview(buffer))");
        Interpreter receiver = python(
                "def receive(q):\n    with q.get() as view:\n        view[7] = 1\n        return len(view)");
        var allocations = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        // All is loaded by the second time.
        for (int i = 0; i < 2; i++) {
            before = allocations.getCurrentThreadAllocatedBytes();
            sender.call("send", queue);
            assertEquals((long) LARGE, receiver.call("receive", queue));
        }
        long allocated = allocations.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated + " bytes", allocated < LARGE / 4);
        assertEquals(1L, sender.call("buffer.__getitem__", 7));
    }
}
