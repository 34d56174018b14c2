package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.share.Borrow;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.OwnershipException;
import org.clutch.share.Region;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionBorrowedException;
import org.clutch.share.RegionReference;
import org.clutch.share.RegionSpec;
import org.clutch.share.Regions;
import org.clutch.share.Tuple;
import org.clutch.share.ViewLayout;
import org.junit.Test;

/** Regions of memory that Python and Java share, in the real container. */
public class RegionsIT extends ContainerTest {
    private static final int LARGE = 64 << 20;
    private static final String PYTHON = """
            from clutch import shared

            def address(buffer):
                return shared.Array("uint8", len(buffer), buffer=buffer).__array_interface__["data"][0]

            def fill(buffer, value):
                with buffer.borrow() as view:
                    for i in range(len(view)):
                        view[i] = value

            def item(buffer, i):
                with buffer.borrow(readonly=True) as view:
                    return view[i]
            """;

    @Inject
    private Regions regions;
    @Inject
    private Channels channels;

    private Interpreter python() {
        Interpreter python = interpreters.create();
        python.exec(PYTHON);
        return python;
    }

    private static byte item(Region region, long index) {
        try (Borrow borrow = region.borrow(Access.READ)) {
            return borrow.segment().get(ValueLayout.JAVA_BYTE, index);
        }
    }

    @Test
    public void javaAndPythonHaveOneMemory() {
        Interpreter one = python();
        Interpreter two = python();
        for (RegionSpec spec : List.of(new RegionSpec(100), new RegionSpec(100).onHeap())) {
            try (Region region = regions.allocate(spec); Borrow borrow = region.borrow(Access.SHARED)) {
                borrow.segment().set(ValueLayout.JAVA_BYTE, 99, (byte) 7);
                assertEquals(7L, one.call("item", region, 99));
                two.call("fill", region, 8);
                assertEquals(8, borrow.buffer().get(99));
                assertEquals(8L, one.call("item", region, 0));
            }
        }
    }

    @Test
    public void allHaveItAtTheSameAddress() {
        try (Region region = regions.allocate(new RegionSpec(100))) {
            assertEquals(region.address(), python().call("address", region));
            assertEquals(region.address(), python().call("address", region));
        }
    }

    @Test
    public void nothingIsCopiedThroughAnyTransport() throws Exception {
        Interpreter sender = python();
        Interpreter receiver = python();
        sender.exec("buffer = shared.Buffer(" + LARGE + ", heap=True)\n"
                + "def send(end):\n    end.send_nowait(buffer, move=True)\n"
                + "def back(end):\n    global buffer\n    buffer = end.recv()");
        receiver.exec("def mark(end, back):\n    buffer = end.recv()\n    with buffer.borrow() as view: view[7] += 1\n"
                + "    back.send_nowait(buffer, move=True)");
        var allocations = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long marks = 0;
        for (String transport : List.of("rendezvous", "queue", "shared-memory")) {
            Channel there = channels.create(new ChannelSpec(transport, 0));
            Channel back = channels.create(new ChannelSpec(transport, 0));
            // Held, since a channel is closed once nobody has an end.
            List<SendEnd> sends = List.of(there.sendEnd(), back.sendEnd());
            List<ReceiveEnd> receives = List.of(there.receiveEnd(), back.receiveEnd());
            long before = 0;
            // All is loaded by the second time.
            for (int i = 0; i < 2; i++) {
                before = allocations.getCurrentThreadAllocatedBytes();
                sender.call("send", sends.get(0));
                receiver.call("mark", receives.get(0), sends.get(1));
                sender.call("back", receives.get(1));
                marks++;
            }
            long allocated = allocations.getCurrentThreadAllocatedBytes() - before;
            assertTrue(transport + ": " + allocated + " bytes", allocated < LARGE / 4);
        }
        sender.exec("with buffer.borrow() as view: assert view[7] == " + marks);
    }

    @Test
    public void arraysHaveALayoutInJava() {
        Interpreter python = python();
        python.exec("table = shared.Array('int32', (3, 4))\ntable[1, 2] = 77\ndef given(): return table[:, 1:3]");
        try (Region region = regions.receive((RegionReference) python.call("given"))) {
            ViewLayout layout = region.layout();
            assertEquals(new ViewLayout("i", 4, List.of(3, 2), List.of(16, 4), 4), layout);
            try (Borrow borrow = region.borrow(Access.SHARED)) {
                long at = layout.origin() + layout.strides().get(0) + layout.strides().get(1);
                assertEquals(77, borrow.segment().get(ValueLayout.JAVA_INT, at));
                borrow.segment().set(ValueLayout.JAVA_INT, at, 78);
            }
            python.exec("assert table[1, 2] == 78");
        }
        ViewLayout doubles = new ViewLayout("d", 8, List.of(2), List.of(8), 16);
        try (Region made = regions.allocate(new RegionSpec(32)); Region array = made.withLayout(doubles)) {
            python.prepareMain(Map.of("made", array));
            python.exec("assert made.shape == (2,) and made.dtype == 'float64'\nmade[1] = 2.5");
            try (Borrow borrow = made.borrow(Access.READ)) {
                assertEquals(2.5, borrow.segment().get(ValueLayout.JAVA_DOUBLE, 24), 0);
            }
        }
    }

    @Test
    public void movesGoBothWays() throws Exception {
        Interpreter python = python();
        Region region = regions.allocate(new RegionSpec(8));
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        queue.put(region.move());
        assertThrows(OwnershipException.class, () -> region.borrow(Access.READ));
        python.prepareMain(Map.of("q", queue));
        python.exec("buffer = q.get()\nfill(buffer, 9)\nq.put((1, shared.move(buffer)))");
        RegionReference back = (RegionReference) ((Tuple) queue.take()).items().get(1);
        ExecutionFailedException refused = assertThrows(ExecutionFailedException.class,
                () -> python.exec("buffer.borrow()"));
        assertEquals("clutch.shared.OwnershipError", refused.snapshot().module() + "." + refused.snapshot().typeName());
        try (Region mine = regions.receive(back)) {
            assertEquals(9, item(mine, 7));
            RegionReference call = mine.move();
            python.call("fill", call, 3);
            assertThrows(OwnershipException.class, () -> regions.receive(call));
        }
    }

    @Test
    public void borrowOfPythonRefusesAMoveOfJavaUntilItsEnd() {
        Region region = regions.allocate(new RegionSpec(8));
        Interpreter python = python();
        python.prepareMain(Map.of("buffer", region));
        python.exec("view = buffer.borrow()");
        RegionBorrowedException refusal = assertThrows(RegionBorrowedException.class, region::move);
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("interpreter " + python.id()));
        python.close();
        region.move().release();
        region.close();
    }

    @Test
    public void viewOfARegionThatJavaReceivesHoldsIt() {
        Interpreter python = python();
        python.exec("buffer = shared.Buffer(8)\ndef view(): return buffer.borrow(start=2)");
        MemoryViewReference memory = (MemoryViewReference) python.call("view");
        assertTrue(memory.segment().isNative());
        memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
        assertEquals(5L, python.call("item", regions.receive((RegionReference) python.call("buffer.toreadonly")), 2));
        python.close();
        assertEquals(5, memory.segment().get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    public void interpreterThatIsGoneGivesItsMemoryBack() {
        Interpreter python = python();
        python.exec("all = [shared.Buffer(1 << 20, f'gone-{i}') for i in range(10)]\nview = all[3].borrow()");
        assertTrue(regions.statistics().bytes() >= 10 << 20);
        python.close();
        for (int i = 0; i < 10; i++) {
            assertTrue(regions.attach("gone-" + i).isEmpty());
        }
        while (regions.statistics().bytes() > 0) {
            // The one that was borrowed goes by collection, as what other tests have left behind.
            System.gc();
            Thread.yield();
        }
    }

    @Test
    public void confinedOnesShareTheJavaHeap() {
        Interpreter confined = interpreters.create(
                new InterpreterSpec("confined").withIsolation(Isolation.CONFINED));
        confined.exec(PYTHON);
        try (Region heap = regions.allocate(new RegionSpec(8).onHeap())) {
            confined.call("fill", heap, 4);
            assertEquals(4, item(heap, 7));
            assertFalse(heap.isNative());
        }
        try (Region offHeap = regions.allocate(new RegionSpec(8))) {
            ExecutionFailedException refusal = assertThrows(ExecutionFailedException.class,
                    () -> confined.call("fill", offHeap, 4));
            assertEquals("PermissionError", refusal.snapshot().typeName());
        }
    }
}
