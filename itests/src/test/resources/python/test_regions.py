"""Shared memory, clutch.shared: one memory for all, borrowed, moved, limited; and attempts to crash it."""

import array
import functools
import gc
import io
import os
import sqlite3
import struct
import tempfile
import threading
import time
import unittest
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor
from concurrent.interpreters import NotShareableError

import clutch.interpreters
from clutch import channels, shared
from clutch.shared import Array, Buffer, OwnershipError


def fill(buffer, value):
    with buffer.borrow() as view:
        for i in range(len(view)):
            view[i] = value


def check_all(receiver, count):
    for _ in range(count):
        number, buffer = receiver.recv()
        with buffer.borrow() as view:
            assert view.tolist() == [number] * 8
        buffer.close()
    return count


def collect_until(condition):
    """Wait for garbage; a test that fails here hangs, and the test run ends it."""
    while not condition():
        gc.collect()
        time.sleep(0)


class Base(unittest.TestCase):
    def setUp(self):
        self.queue = interpreters.create_queue()

    @functools.cached_property
    def interp(self):
        """An interpreter of the test's own; most tests need none."""
        interp = interpreters.create()
        self.addCleanup(self.end, interp)
        interp.prepare_main(q=self.queue)
        return interp

    def end(self, interp):
        try:
            interp.close()
        except interpreters.InterpreterNotFoundError:
            pass

    def through(self, obj):
        self.queue.put(obj)
        return self.queue.get()

    def run_to_its_end(self, interp, code):
        try:
            interp.exec(code)
        except interpreters.InterpreterError:
            pass


class OneMemory(Base):
    def test_new_memory_is_zeros(self):
        buffer = Buffer(100)
        with buffer.borrow() as view:
            self.assertEqual((view.tobytes(), view.format, view.shape, view.readonly), (bytes(100), "B", (100,), False))
        self.assertEqual((len(buffer), buffer.nbytes, buffer.name, buffer.readonly, buffer.native), (100, 100, "", False, True))
        self.assertRegex(repr(buffer), r"<clutch.shared.Buffer \d+: 100 bytes>")

    def test_each_sees_what_the_other_writes(self):
        for heap in (False, True):
            buffer = Buffer(4, heap=heap)
            self.interp.prepare_main(buffer=buffer)
            self.interp.exec("view = buffer.borrow(); view[1] = 5")
            with buffer.borrow() as view:
                view[0] = 9
                self.interp.exec("assert view[0] == 9; view[2] = 7; view.release()")
                self.assertEqual(view.tolist(), [9, 5, 7, 0])

    def test_it_is_shareable(self):
        for each in (Buffer(1), Array("int8", 1), shared.move(Buffer(1))):
            self.assertTrue(interpreters.is_shareable(each))

    def test_in_arguments_results_tuples_and_pools(self):
        buffer = Buffer(3)
        self.interp.call(fill, buffer, 5)
        with buffer.borrow() as view:
            self.assertEqual(view.tolist(), [5, 5, 5])
        self.interp.exec("from clutch.shared import Buffer\nmine = Buffer(2)")
        theirs = self.interp.call(eval, "mine")
        fill(theirs, 6)
        self.interp.exec("with mine.borrow() as view: assert view.tolist() == [6, 6]")
        _, (again,) = self.through((1, (buffer,)))
        self.assertEqual(again, buffer)
        self.assertEqual(hash(again), hash(buffer))
        with InterpreterPoolExecutor(2) as pool:
            list(pool.map(fill, [buffer] * 3, [7, 8, 9]))
        with buffer.borrow() as view:
            self.assertIn(view[0], (7, 8, 9))

    def test_through_all_transports(self):
        for transport in ("rendezvous", "queue", "shared-memory"):
            with self.subTest(transport):
                receiver, sender = channels.create(transport)
                buffer = Buffer(4)
                sender.send_nowait(buffer)
                fill(receiver.recv(), 3)
                with buffer.borrow() as view:
                    self.assertEqual(view[3], 3)
                sender.send_nowait((1, buffer), move=False)
                self.assertEqual(receiver.recv(), (1, buffer))
                sender.send_nowait(buffer, move=True)
                self.assertRaises(OwnershipError, buffer.borrow)
                fill(receiver.recv(), 4)

    def test_through_a_proxy(self):
        self.interp.exec("class Filler:\n    def fill(self, buffer):\n"
                         "        with buffer.borrow() as view: view[0] = 8\n        return buffer")
        filler = self.interp.call(eval, "__import__('concurrent.interpreters').interpreters.share(Filler())")
        buffer = Buffer(4)
        self.assertEqual(filler.fill(buffer), buffer)
        with buffer.borrow() as view:
            self.assertEqual(view[0], 8)

    def test_by_name(self):
        with Buffer(8, name="by-name") as buffer:
            self.interp.exec("from clutch import shared\n"
                             "with shared.attach('by-name').borrow() as view: view[7] = 4")
            with buffer.borrow() as view:
                self.assertEqual(view[7], 4)
            self.assertEqual(shared.attach("by-name"), buffer)
            with self.assertRaisesRegex(ValueError, "a region named 'by-name' already"):
                Buffer(8, name="by-name")
        del buffer
        with self.assertRaisesRegex(LookupError, "no shared memory named 'nothing'"):
            shared.attach("nothing")
        self.assertRaises(TypeError, shared.attach, 1)

    def test_what_works_on_views(self):
        numbers = array.array("i", [1, 2, 3])
        for heap in (False, True):
            with Buffer(12, heap=heap).borrow() as view:
                view[:] = memoryview(numbers).cast("B")
                self.assertEqual(struct.unpack("3i", view), (1, 2, 3))
                with view[:4] as part:
                    self.assertEqual(int.from_bytes(part, "little"), 1)
                with view.cast("i") as cast:
                    self.assertEqual(array.array("i", cast), numbers)
                    self.assertEqual(cast.tolist(), [1, 2, 3])
                struct.pack_into("i", view, 4, 77)
                self.assertEqual(view[4], 77)
                self.assertEqual(io.BytesIO(b"x" * 12).readinto(view), 12)
                self.assertEqual(view.tobytes(), b"x" * 12)
                self.assertEqual(bytearray(view), bytearray(b"x" * 12))

    def test_assignment_to_slices_of_views(self):
        for heap in (False, True):
            with self.subTest(heap=heap), Buffer(12, heap=heap).borrow() as view:
                view[2:6] = b"abcd"
                view[6:8] = bytearray(b"ef")
                self.assertEqual(view.tobytes(), b"\0\0abcdef\0\0\0\0")
                with view[4:].cast("H") as cast:
                    cast[0:2] = array.array("H", [0x4141, 0x4242])
                    cast[::2] = array.array("H", [0x4343, 0x4444])
                self.assertEqual(view.tobytes(), b"\0\0abCCBBDD\0\0")
                for wrong in b"abc", b"abcde", array.array("H", [1, 2]):
                    with self.assertRaises(ValueError):
                        view[2:6] = wrong
                with view.toreadonly() as readonly, self.assertRaises(TypeError):
                    readonly[0:1] = b"x"

    def test_a_memoryview_of_it_is_sent_like_any(self):
        for heap in (False, True):
            buffer = Buffer(8, heap=heap)
            with buffer.borrow() as view:
                self.interp.prepare_main(view=view[2:6].cast("H"))
                self.interp.exec("view[1] = 0x0101")
                self.assertEqual(view.tolist(), [0, 0, 0, 0, 1, 1, 0, 0])
            self.assertRaises(BufferError, self.queue.put, buffer, move=True)
            buffer.close()
            self.interp.exec("view[0] = 0x0202; assert view.tolist() == [0x0202, 0x0101]; view.release()")

    def test_c_extensions_have_the_same_memory(self):
        database = sqlite3.connect(":memory:")
        self.addCleanup(database.close)
        buffer = Buffer(3)
        fill(buffer, 0x61)
        view = buffer.borrow()
        self.assertEqual(database.execute("select hex(?)", (view,)).fetchone()[0], "616161")
        view[0] = 0x62
        self.assertEqual(database.execute("select hex(?)", (view,)).fetchone()[0], "626161")
        with buffer.borrow() as other:
            self.assertEqual(other[0], 0x62)


class Borrowed(Base):
    def test_any_number_at_a_time(self):
        buffer = Buffer(4)
        with buffer.borrow() as one, buffer.borrow(readonly=True) as two, buffer.borrow() as three:
            one[0] = 1
            three[1] = 2
            self.assertEqual(two.tolist(), [1, 2, 0, 0])
            with self.assertRaises(TypeError):
                two[0] = 5
            with self.assertRaisesRegex(BufferError, "borrowed exclusively"):
                buffer.borrow(exclusive=True)

    def test_exclusively(self):
        buffer = Buffer(4)
        self.interp.prepare_main(buffer=buffer)
        attempt = "try: buffer.borrow(readonly={})\nexcept BufferError as e: assert 'borrowed by interpreter' in str(e)\nelse: 1/0"
        with buffer.borrow(exclusive=True) as view:
            for readonly in (True, False):
                self.interp.exec(attempt.format(readonly))
            view[0] = 1
        self.interp.exec("with buffer.borrow(exclusive=True) as view: assert view[0] == 1")
        self.assertRaises(ValueError, buffer.borrow, True, exclusive=True)

    def test_a_part(self):
        for heap in (False, True):
            with self.subTest(heap=heap):
                buffer = Buffer(10, heap=heap)
                with buffer.borrow(start=2, stop=6) as view:
                    view[:] = b"abcd"
                    self.assertRaises(IndexError, view.__getitem__, 4)
                    with self.through(view[1:]) as received:
                        self.assertEqual(received.tobytes(), b"bcd")
                with buffer.borrow() as view:
                    self.assertEqual(view.tobytes(), b"\0\0abcd\0\0\0\0")
                with buffer.borrow(start=-6) as view:
                    self.assertEqual(view.tobytes(), b"cd\0\0\0\0")
                with buffer.borrow(start=20) as view:
                    self.assertEqual(len(view), 0)
                letters = Array("uint8", 4, buffer=buffer, offset=2)
                for part, expected in (letters, b"abcd"), (letters[1:3], b"bc"), (letters[::-2], b"db"):
                    self.assertEqual(part.tobytes(), expected)

    def test_read_only_sharing(self):
        buffer = Buffer(4)
        self.interp.prepare_main(buffer=buffer.toreadonly())
        fill(buffer, 3)
        self.interp.exec("assert buffer.readonly\nwith buffer.borrow(readonly=True) as view: assert view[3] == 3\n"
                         "try: buffer.borrow()\nexcept BufferError as e: assert 'readonly=True' in str(e)\nelse: 1/0")
        self.assertRaises(ValueError, self.queue.put, buffer.toreadonly(), move=True)
        self.queue.put(buffer, move=True)

    def test_until_the_last_slice_is_released(self):
        buffer = Buffer(8)
        view = buffer.borrow()
        part, cast = view[2:4], view.cast("I")
        for each in (view, part):
            each.release()
            self.assertRaises(BufferError, self.queue.put, buffer, move=True)
        cast.release()
        self.queue.put(buffer, move=True)

    def test_until_it_is_garbage(self):
        buffer = Buffer(8)

        def leave_one_behind():
            buffer.borrow()[1:]

        leave_one_behind()
        collect_until(lambda: self.moves(buffer))

    def moves(self, buffer):
        try:
            self.queue.put(buffer, move=True)
        except BufferError:
            return False
        return True

    def test_until_the_interpreter_is_closed(self):
        buffer = Buffer(8)
        self.interp.prepare_main(buffer=buffer)
        self.interp.exec("view = buffer.borrow(exclusive=True)")
        self.assertRaises(BufferError, buffer.borrow)
        self.interp.close()
        self.queue.put(buffer, move=True)

    def test_until_the_interpreter_is_cancelled(self):
        for heap in (False, True):
            buffer = Buffer(1 << 16, heap=heap)
            interp = interpreters.create()
            interp.prepare_main(buffer=buffer, q=self.queue)
            code = "view = buffer.borrow()\nq.put(1)\nwhile True: view[:] = bytes(1 << 16)"
            thread = threading.Thread(target=self.run_to_its_end, args=(interp, code))
            thread.start()
            self.queue.get()
            self.assertRaises(BufferError, self.queue.put, buffer, move=True)
            clutch.interpreters.close(interp, 0.1)
            thread.join()
            self.assertEqual(self.through(shared.move(buffer)).nbytes, 1 << 16)


class Moved(Base):
    def test_the_receiver_alone_has_it(self):
        buffer = Buffer(4)
        readable = buffer.toreadonly()
        fill(buffer, 7)
        self.interp.prepare_main(before=buffer)
        self.queue.put(buffer, move=True)
        with self.assertRaisesRegex(OwnershipError, "was moved, it belongs to whoever receives it"):
            buffer.borrow()
        self.interp.exec("from clutch.shared import OwnershipError\nmine = q.get()\n"
                         "with mine.borrow() as view: assert view[3] == 7\n"
                         "try: before.borrow()\nexcept OwnershipError: pass\nelse: 1/0")
        for use in (buffer.borrow, buffer.toreadonly, lambda: self.queue.put(buffer), lambda: readable.borrow(True),
                    lambda: self.queue.put(buffer, move=True), lambda: self.interp.call(fill, buffer, 1)):  # fmt: skip
            with self.assertRaisesRegex(OwnershipError, "it belongs to interpreter"):
                use()
        self.interp.exec("q.put(mine, move=True)")
        fill(self.queue.get(), 1)

    def test_in_a_call_and_its_result(self):
        def double(buffer):
            from clutch import shared

            with buffer.borrow() as view:
                view[0] *= 2
            return shared.move(buffer)

        buffer = Buffer(1)
        fill(buffer, 21)
        back = self.interp.call(double, shared.move(buffer))
        self.assertRaises(OwnershipError, buffer.borrow)
        with back.borrow() as view:
            self.assertEqual(view[0], 42)

    def test_only_by_its_owner(self):
        self.interp.prepare_main(buffer=Buffer(1))
        self.interp.exec("from clutch.shared import OwnershipError\ntry: q.put(buffer, move=True)\n"
                         "except OwnershipError as e: assert 'belongs to interpreter' in str(e), e\nelse: 1/0")

    def test_what_fails_leaves_it_here(self):
        full = interpreters.create_queue(1)
        full.put(0)
        receiver, sender = channels.create("queue", 1)
        sender.send(0)
        closed, shut = channels.create("queue")
        closed.close()
        nobody, waiting = channels.create()
        gone = interpreters.create()
        gone.close()
        buffer = Buffer(1)
        attempts = {
            "full queue": (interpreters.QueueFull, lambda: full.put_nowait(buffer, move=True)),
            "negative timeout": (ValueError, lambda: full.put(buffer, timeout=-1, move=True)),
            "timeout of a queue": (interpreters.QueueFull, lambda: full.put(buffer, timeout=0.01, move=True)),
            "full channel": (channels.ChannelFullError, lambda: sender.send_nowait(buffer, move=True)),
            "timeout of a channel": (TimeoutError, lambda: sender.send(buffer, 0.01, move=True)),
            "timeout of a rendezvous": (TimeoutError, lambda: waiting.send(buffer, 0.01, move=True)),
            "closed channel": (channels.ChannelClosedError, lambda: shut.send(buffer, move=True)),
            "tuple": (NotShareableError, lambda: self.queue.put((shared.move(buffer), threading.Lock()))),
            "argument": (NotShareableError, lambda: self.interp.call(fill, shared.move(buffer), threading.Lock())),
            "closed interpreter": (interpreters.InterpreterNotFoundError, lambda: gone.call(fill, shared.move(buffer), 1)),
            "name": (NotShareableError, lambda: self.interp.prepare_main(a=shared.move(buffer), b=[])),
            "twice": (OwnershipError, lambda: self.queue.put((shared.move(buffer), shared.move(buffer)))),
            "in a list": (NotShareableError, lambda: self.queue.put([shared.move(buffer)])),
        }
        for name, (error, attempt) in attempts.items():
            with self.subTest(name):
                with self.assertRaises(error):
                    attempt()
                fill(buffer, 1)
        self.assertEqual(self.queue.qsize(), 0)
        for other in (b"bytes", 1, None):
            self.assertRaises(TypeError, self.queue.put, other, move=True)

    def test_arrays_take_their_shape_along(self):
        table = Array("int16", (2, 3))
        table[1, 2] = 5
        part = table[1]
        self.queue.put(table, move=True)
        for use in (lambda: table[0, 0], lambda: part[0], lambda: table.__setitem__((0, 0), 1), table.tolist, part.borrow):
            self.assertRaises(OwnershipError, use)
        received = self.queue.get()
        self.assertEqual(received.tolist(), [[0, 0, 0], [0, 0, 5]])

    def test_nobody_moves_an_array_that_others_use(self):
        numbers = Array("int8", 4)
        self.interp.prepare_main(numbers=numbers)
        numbers[0] = 1
        self.interp.exec("numbers[1] = 2")
        with self.assertRaisesRegex(BufferError, "borrowed by interpreter"):
            self.queue.put(numbers, move=True)
        self.interp.exec("numbers.close()")
        self.assertEqual(numbers.tolist(), [1, 2, 0, 0])
        self.queue.put(numbers, move=True)

    def test_through_threads_of_two_interpreters(self):
        receiver, sender = channels.create("queue", 2)
        with ThreadPoolExecutor(1) as threads:
            received = threads.submit(self.interp.call, check_all, receiver, 50)
            for i in range(50):
                buffer = Buffer(8)
                fill(buffer, i)
                sender.send((i, shared.move(buffer)))
            self.assertEqual(received.result(), 50)


class Arrays(Base):
    def test_types(self):
        for dtype, value in (("bool", True), ("int8", -3), ("uint8", 250), ("int16", -300), ("uint16", 65000),
                             ("int32", -70000), ("uint32", 2**32 - 1), ("int64", -2**60), ("uint64", 2**64 - 1),
                             ("float32", 1.5), ("float64", 1e300), ("i", 5), ("d", 0.1), ("<i4", 9), (int, 3), (float, 2.5),
                             ("l", -1), ("L", 1)):  # fmt: skip
            with self.subTest(dtype):
                one = Array(dtype, 3)
                one[1] = value
                self.assertEqual(one.tolist(), [0, value, 0])
                self.assertEqual((one[1], type(one[1])), (value, type(value)))
                received = self.through(one)
                self.assertEqual((received[1], received.dtype, received.itemsize), (value, one.dtype, one.itemsize))
                one.fill(value)
                self.assertEqual(received.tolist(), [value] * 3)
        self.assertRaises(TypeError, Array, "complex", 1)
        self.assertRaises(TypeError, Array, None, 1)

    def test_indices(self):
        table = Array("int32", (3, 4))
        for i in range(3):
            for j in range(4):
                table[i, j] = 10 * i + j
        whole = [[10 * i + j for j in range(4)] for i in range(3)]
        self.assertEqual(table.tolist(), whole)
        self.assertEqual(table[-1, -1], 23)
        self.assertEqual(table[1].tolist(), whole[1])
        self.assertEqual(table[1:].tolist(), whole[1:])
        self.assertEqual(table[::-1, ::2].tolist(), [row[::2] for row in whole[::-1]])
        self.assertEqual(table[:, 1].tolist(), [1, 11, 21])
        self.assertEqual(table[..., 2].tolist(), [2, 12, 22])
        self.assertEqual(table[2, ...].tolist(), whole[2])
        self.assertEqual(table[5:].tolist(), [])
        self.assertEqual([row.tolist() for row in table], whole)
        self.assertEqual((len(table), table.size, table.ndim, table.nbytes, table.shape), (3, 12, 2, 48, (3, 4)))
        for index in (3, -4, (0, 4), (0, -5), (1, 2, 3), 2**70):
            self.assertRaises(IndexError, table.__getitem__, index)
            self.assertRaises(IndexError, table.__setitem__, index, 0)
        for index in ("a", 1.5, None, (0, "b")):
            self.assertRaises(TypeError, table.__getitem__, index)

    def test_assignments(self):
        table = Array("int32", (3, 4))
        table[1] = range(4)
        table[2, 1:3] = (7, 8)
        table[0] = array.array("i", [9, 9, 9, 9])
        table[:, 0] = table[1, :3]
        self.assertEqual(table.tolist(), [[0, 9, 9, 9], [1, 1, 2, 3], [2, 7, 8, 0]])
        table[1:, ::3] = 5
        self.assertEqual(table.tolist(), [[0, 9, 9, 9], [5, 1, 2, 5], [5, 7, 8, 5]])
        table[...] = 6
        self.assertEqual(table.tolist(), [[6] * 4] * 3)
        self.assertRaises(ValueError, table.__setitem__, 0, [1, 2])
        self.assertRaises(ValueError, table.__setitem__, (0, 0), 2**40)
        self.assertRaises(TypeError, table.__setitem__, (0, 0), "text")
        self.assertRaises(TypeError, table.toreadonly().__setitem__, (0, 0), 1)
        point = Array("float64", ())
        point[()] = 1.5
        self.assertEqual((point[()], point.tolist(), point.shape), (1.5, 1.5, ()))
        self.assertRaises(TypeError, len, point)

    def test_orders_strides_and_buffers(self):
        by_columns = Array("int16", (2, 3), order="F")
        self.assertEqual((by_columns.strides, by_columns.contiguous), ((2, 4), False))
        by_columns[:] = [[1, 2, 3], [4, 5, 6]]
        with by_columns.buffer.borrow() as view, view.cast("h") as flat:
            self.assertEqual(flat.tolist(), [1, 4, 2, 5, 3, 6])
        buffer = Buffer(16)
        words = Array("uint32", 3, buffer=buffer, offset=2)
        words[2] = 0x01010101
        backwards = Array("uint8", 4, strides=(-2,), buffer=buffer, offset=13)
        self.assertEqual(backwards.tolist(), [1, 1, 0, 0])
        self.assertEqual(Array("int8", 3, strides=(-1,))[:].tolist(), [0, 0, 0])
        for arguments in (dict(shape=5, buffer=buffer), dict(shape=4, buffer=buffer, offset=1), dict(shape=(2, -1)),
                          dict(shape=3, strides=(3,)), dict(shape=3, strides=(4, 4)), dict(shape=1, order="X"),
                          dict(shape=2, strides=(-4,), buffer=buffer)):  # fmt: skip
            self.assertRaises(ValueError, Array, "int32", **arguments)

    def test_borrowed_they_are_memoryviews(self):
        table = Array("int32", (3, 4))
        table[:] = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
        with table.borrow() as view:
            self.assertEqual((view.format, view.shape, view.strides, view.c_contiguous), ("i", (3, 4), (16, 4), True))
            view[1, 1] = 66
            self.assertEqual(view.tolist(), table.tolist())
        with table[::-1, 1::2].borrow(readonly=True) as view:
            self.assertEqual((view.shape, view.strides, view.readonly, view.contiguous), ((3, 2), (-16, 8), True, False))
            self.assertEqual(view.tolist(), [[10, 12], [66, 8], [2, 4]])
        with Array("int8", 0).borrow() as view:
            self.assertEqual(view.tolist(), [])
        self.assertEqual(table[1].tobytes(), struct.pack("4i", 5, 66, 7, 8))
        with table[1].borrow() as view:
            self.assertEqual(array.array("i", view), array.array("i", [5, 66, 7, 8]))
            self.assertEqual(struct.unpack_from("2i", view, 4), (66, 7))
            self.assertEqual(int.from_bytes(view[:1].cast("B"), "little"), 5)

    def test_other_types_and_shapes_of_the_same_memory(self):
        words = Array("uint32", (2, 2))
        words[0, 1] = 0x04030201
        self.assertEqual(words.view("uint8").tolist(), [[0, 0, 0, 0, 1, 2, 3, 4], [0] * 8])
        words.reshape(4)[3] = 7
        self.assertEqual(words[1, 1], 7)
        self.assertRaises(ValueError, words.reshape, 3)
        self.assertRaises(ValueError, words[:, :1].view, "uint64")

    def test_parts_of_one_memory_are_assigned_as_if_copied_first(self):
        for heap in (False, True):
            numbers = Array("uint8", 10, heap=heap)
            numbers[:] = range(10)
            numbers[2:8] = numbers[0:6]
            self.assertEqual(numbers.tolist(), [0, 1, 0, 1, 2, 3, 4, 5, 8, 9])
            numbers[0:6] = numbers[2:8]
            self.assertEqual(numbers.tolist(), [0, 1, 2, 3, 4, 5, 4, 5, 8, 9])

    def test_it_tells_numpy_where_it_is(self):
        table = Array("int32", (3, 4))
        interface = table[1:].__array_interface__
        whole = table.__array_interface__
        self.assertEqual((interface["typestr"], interface["shape"], interface["strides"]), ("<i4", (2, 4), (16, 4)))
        self.assertEqual(interface["data"], (whole["data"][0] + 16, False))
        received = self.through(table)
        self.assertEqual(received.__array_interface__["data"], whole["data"])
        with self.assertRaisesRegex(BufferError, "native code has its address"):
            self.queue.put(table, move=True)
        import ctypes

        number = ctypes.c_int.from_address(interface["data"][0])
        table[1, 0] = 12
        self.assertEqual(number.value, 12)
        number.value = 13
        table.close()
        self.assertEqual(received[1, 0], 13)
        self.assertFalse(hasattr(Array("int8", 1, heap=True), "__array_interface__"))

    def test_many_interpreters_write_into_one(self):
        def work(table, row):
            for column in range(table.shape[1]):
                table[row, column] = row * 100 + column

        table = Array("int32", (4, 50))
        with InterpreterPoolExecutor(2) as pool:
            list(pool.map(work, [table] * 4, range(4)))
        self.assertEqual(table.tolist(), [[row * 100 + column for column in range(50)] for row in range(4)])


class Files(Base):
    def test_mapped(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"hello world")
            file.flush()
            buffer = shared.map_file(file.name)
            self.assertTrue(buffer.readonly)
            self.interp.prepare_main(buffer=buffer)
            self.interp.exec("with buffer.borrow(readonly=True) as view: assert bytes(view) == b'hello world'")
            with shared.map_file(file.name, readonly=False).borrow() as view:
                view[0] = ord("J")
            with open(file.name, "rb") as again:
                self.assertEqual(again.read(), b"Jello world")
        with self.assertRaises(OSError):
            shared.map_file(os.path.join(tempfile.gettempdir(), "no-such-file"))

    def test_larger_than_a_memoryview(self):
        with tempfile.NamedTemporaryFile() as file:
            # Sparse: it has no blocks but one.
            file.truncate(5 << 30)
            file.seek(4 << 30)
            file.write(b"far")
            file.flush()
            with shared.map_file(file.name) as buffer:
                self.assertEqual(self.through(buffer).nbytes, 5 << 30)
                with self.assertRaisesRegex(ValueError, "a memoryview has at most 2147483647 bytes, not 5368709120: borrow a part"):
                    buffer.borrow(readonly=True)
                with buffer.borrow(readonly=True, start=4 << 30, stop=(4 << 30) + 3) as view:
                    self.assertEqual(view.tobytes(), b"far")
                with self.assertRaisesRegex(ValueError, "an array has at most 2147483647 bytes, not 4294967296"):
                    Array("uint64", 1 << 29, buffer=buffer)


class Confined(Base):
    def setUp(self):
        super().setUp()
        self.confined = clutch.interpreters.create(isolation="confined")
        self.addCleanup(self.end, self.confined)
        self.confined.prepare_main(q=self.queue)
        self.confined.exec("from clutch import shared\nfrom concurrent.interpreters import NotShareableError")

    def test_uses_arrays_of_the_heap(self):
        self.confined.exec("mine = shared.Array('int32', (2, 2)); mine[1, 1] = 5; assert mine.tolist() == [[0, 0], [0, 5]]\n"
                           "assert not mine.native")
        given = Array("int16", 4, heap=True)
        self.confined.prepare_main(given=given)
        self.confined.exec("given[2] = 77")
        self.assertEqual(given.tolist(), [0, 0, 77, 0])

    def test_has_no_native_memory(self):
        self.confined.prepare_main(native=Buffer(8), array=Array("int16", 4))
        self.confined.exec("for use in (native.borrow, lambda: array.__array_interface__, lambda: shared.map_file('/etc/passwd')):\n"
                           "    try: use()\n    except (PermissionError, ValueError) as e: assert 'no native memory' in str(e), e\n"
                           "    else: 1/0")

    def test_gives_only_what_it_moves(self):
        self.confined.exec("mine = shared.Buffer(4)\nwith mine.borrow() as view: view[0] = 6\n"
                           "try: q.put(mine)\nexcept NotShareableError as e: assert 'by a move' in str(e), e\nelse: 1/0\n"
                           "q.put(mine, move=True)")
        with self.queue.get().borrow() as view:
            self.assertEqual(view[0], 6)

    def test_writes_nothing_into_what_it_has_moved(self):
        # The engine asks an item what it is, and writes that to where it began to write.
        self.confined.exec(
            "mine = shared.Buffer(4)\nview = mine.borrow()\n"
            "class Late:\n    def __index__(self):\n        view.release(); q.put(mine, move=True); return 66\n"
            "try: view[0] = Late()\nexcept ValueError: pass"
        )
        with self.queue.get().borrow() as view:
            self.assertEqual(bytes(view), bytes(4))

    def test_arrays_that_it_makes_up_do_not_arrive(self):
        self.confined.exec(
            "from _clutch import crossing\nclass Made: pass\nmine = shared.Buffer(8)\n"
            "def made(format, origin, count=1):\n"
            "    return mine._memory.host.sendArray(True, format, 1, (count,), (1,), origin)\n"
            "def send(form):\n    crossing.encoders[Made] = lambda obj: form; q.put(Made())"
        )
        for origin in (8, -1, 2**63 - 1, -(2**63)):
            self.confined.exec(f"assert made('B', {origin}).kind() == crossing.FAILED")
        for form in ("d", "nonsense"):
            self.confined.exec(f"send(made({form!r}, 0, 8))")
            with self.assertRaisesRegex(NotShareableError, f"array of '{form}' with items of 1 bytes"):
                self.queue.get()
            self.confined.exec("mine = shared.Buffer(8)")

    def test_attaches_only_what_it_was_given(self):
        buffer = Buffer(4, name="of-confined", heap=True)
        attempt = "try: shared.attach('of-confined')\nexcept LookupError: pass\nelse: 1/0"
        self.confined.exec(attempt)
        self.confined.prepare_main(given=buffer)
        self.confined.exec("assert shared.attach('of-confined') == given")


class Limits(Base):
    def test_memory_comes_back(self):
        # More than all that other tests have left behind.
        size = 16 << 20
        buffer = Buffer(size, name="comes-back")
        view = buffer.borrow()
        buffer.close()
        self.assertGreaterEqual(shared.statistics().bytes, size)
        shared.attach("comes-back").close()
        view.release()
        self.assertLess(shared.statistics().bytes, size)
        self.assertRaises(LookupError, shared.attach, "comes-back")

    def test_memory_of_garbage_comes_back(self):
        def leave_behind():
            Buffer(1 << 20).borrow()[1:]
            Array("int32", 100)[5] = 1

        count = shared.statistics().regions
        leave_behind()
        collect_until(lambda: shared.statistics().regions <= count)

    def test_there_is_a_limit(self):
        limit = shared.statistics().limit
        with self.assertRaisesRegex(MemoryError, f"of {limit} bytes, also after a collection; .*org.clutch.regions"):
            Buffer(limit + 1)
        self.assertRaises(ValueError, Buffer, 2**31, heap=True)
        with self.assertRaisesRegex(ValueError, "an array has at most 2147483647 bytes, not 2147483648"):
            Array("uint8", 2**31)
        for size in (-1, 2**70):
            self.assertRaises(ValueError, Buffer, size)
        for size in (1.5, "8", None):
            self.assertRaises(TypeError, Buffer, size)
        self.assertRaises(TypeError, Buffer, 8, name=5)
        self.assertEqual(len(Buffer(0)), 0)


class NoCrash(Base):
    def test_stale_views(self):
        for heap in (False, True):
            buffer = Buffer(8, heap=heap)
            view = buffer.borrow()
            part = view[2:4]
            buffer.close()
            view.release()
            view.release()
            part[0] = 5
            self.assertEqual(part.tolist(), [5, 0])
            part.release()
            for use in (lambda: view[0], lambda: view.__setitem__(0, 1), view.tobytes, lambda: part[0], lambda: part[1:]):
                self.assertRaises(ValueError, use)

    def test_slices_that_outlive_their_block(self):
        for heap in (False, True):
            with Buffer(8, heap=heap) as buffer, buffer.borrow() as view:
                part, cast = view[2:6], view.cast("I")
            del buffer, view
            gc.collect()
            part[0] = 5
            self.assertEqual((part.tolist(), cast.tolist()), ([5, 0, 0, 0], [5 << 16, 0]))

    def test_closed(self):
        buffer, numbers = Buffer(8), Array("int32", 2)
        numbers[0] = 1
        for each in (buffer, numbers):
            each.close()
            each.close()
            for use in (each.borrow, each.toreadonly, lambda: self.queue.put(each), each.__enter__):
                with self.assertRaisesRegex(ValueError, "closed here"):
                    use()
        for use in (lambda: numbers[0], lambda: numbers.__setitem__(0, 1), numbers.tolist, lambda: numbers[1:][0]):
            with self.assertRaisesRegex(ValueError, "closed here"):
                use()

    def test_out_of_bounds(self):
        with Buffer(4).borrow() as view:
            for index in (4, -5, 2**40, -(2**70)):
                with self.assertRaises(IndexError):
                    view[index]
                with self.assertRaises(IndexError):
                    view[index] = 1
            with self.assertRaises(ValueError):
                view[0:2] = b"abc"
            self.assertEqual(view[2:100].tobytes(), b"\0\0")

    def test_closed_while_another_one_reads(self):
        buffer = Buffer(1 << 12)
        third = interpreters.create()
        third.prepare_main(buffer=buffer, q=self.queue)
        self.interp.prepare_main(buffer=buffer)
        code = ("view = buffer.borrow(readonly=True)\nbuffer.close()\nq.put(1)\n"
                "for _ in range(20): assert sum(view) == 0\nview.release()")
        thread = threading.Thread(target=third.exec, args=(code,))
        thread.start()
        self.queue.get()
        self.interp.exec("buffer.close()")
        buffer.close()
        self.interp.close()
        gc.collect()
        thread.join()
        third.close()

    def test_its_maker_dies(self):
        self.interp.exec("from clutch.shared import Buffer\nmine = Buffer(100)\nview = mine.borrow(); view[99] = 1")
        buffer = self.interp.call(eval, "mine")
        view = buffer.borrow()
        self.interp.close()
        gc.collect()
        self.assertEqual((view[99], sum(view)), (1, 1))
        view.release()
        self.queue.put(buffer, move=True)
        self.assertEqual(self.queue.get(), buffer)

    def test_views_are_used_by_many_threads(self):
        buffer = Buffer(64)
        workers = [interpreters.create() for _ in range(2)]

        def use(buffer):
            for _ in range(50):
                view = buffer.borrow()
                part = view[1:]
                view.release()
                part[0] = 1
                part.release()

        threads = [threading.Thread(target=worker.call, args=(use, buffer)) for worker in workers]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        for each in workers:
            each.close()
        self.queue.put(buffer, move=True)

    def test_does_not_pickle(self):
        import pickle

        for each in (Buffer(1), Array("int8", 1)):
            self.assertRaises(TypeError, pickle.dumps, each)


if __name__ == "__main__":
    unittest.main()
