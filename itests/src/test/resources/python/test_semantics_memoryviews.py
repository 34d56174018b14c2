"""Memoryviews between interpreters: the same memory, pinned. Point 22 of the specification, and attempts to crash it."""

import array
import ctypes
import functools
import gc
import io
import mmap
import sqlite3
import struct
import tempfile
import threading
import time
import unittest
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor
from concurrent.interpreters import NotShareableError, share

import clutch.interpreters
from clutch import channels, shared

RESIZE = {
    "append": lambda b: b.append(0),
    "extend": lambda b: b.extend(b"xy"),
    "+=": lambda b: b.__iadd__(b[:2]),
    "*=": lambda b: b.__imul__(2),
    "insert": lambda b: b.insert(0, 1),
    "pop": lambda b: b.pop(),
    "remove": lambda b: b.remove(b[0]),
    "clear": lambda b: b.clear() if hasattr(b, "clear") else b.__delitem__(slice(None)),
    "del item": lambda b: b.__delitem__(0),
    "del slice": lambda b: b.__delitem__(slice(0, 2)),
    "longer slice": lambda b: b.__setitem__(slice(0, 1), b * 2),
}


def fill(view, value):
    for i in range(len(view)):
        view[i] = value


def content(view):
    return view.tolist(), view.format, view.shape, view.strides, view.readonly


def is_pinned(buffer):
    try:
        buffer.append(0)
    except BufferError:
        return True
    buffer.pop()
    return False


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
        return interp

    def end(self, interp):
        try:
            interp.close()
        except interpreters.InterpreterNotFoundError:
            pass

    def through(self, view):
        self.queue.put(view)
        return self.queue.get()


class SameMemory(Base):
    def test_it_is_shareable(self):
        self.assertTrue(interpreters.is_shareable(memoryview(b"")))
        self.assertFalse(interpreters.is_shareable(bytearray()))

    def both_ways(self, mine, theirs):
        """Both are views of the first two bytes of one memory; theirs is set and read by functions."""
        set_theirs, get_theirs = theirs
        mine[0] = 7
        self.assertEqual(get_theirs(0), 7)
        set_theirs(1, 9)
        self.assertEqual(mine[1], 9)

    def at_main_of_interp(self):
        def read(i):
            self.queue.put(i)
            self.interp.exec("q.put(view[q.get()])")
            return self.queue.get()

        def write(i, value):
            self.interp.exec(f"view[{i}] = {value}")

        return write, read

    def test_in_a_queue(self):
        buffer = bytearray(4)
        self.interp.prepare_main(q=self.queue)
        self.queue.put(memoryview(buffer))
        self.interp.exec("view = q.get(); assert type(view) is memoryview")
        self.both_ways(buffer, self.at_main_of_interp())

    def test_in_prepare_main(self):
        buffer = bytearray(4)
        self.interp.prepare_main(q=self.queue, view=memoryview(buffer))
        self.both_ways(buffer, self.at_main_of_interp())

    def test_in_arguments(self):
        buffer = bytearray(4)
        self.interp.call(fill, memoryview(buffer), 5)
        self.interp.call(fill, view=memoryview(buffer)[:2], value=6)
        self.assertEqual(buffer, b"\6\6\5\5")

    def test_in_a_result(self):
        self.interp.exec("buffer = bytearray(b'abcd')")
        view = self.interp.call(eval, "memoryview(buffer)")
        view[0] = ord("X")
        self.interp.exec("assert buffer == b'Xbcd'; buffer[3] = 0")
        self.assertEqual(view.tobytes(), b"Xbc\0")

    def test_in_a_tuple(self):
        buffer = bytearray(4)
        _, (view,) = self.through((1, (memoryview(buffer),)))
        view[0] = 1
        self.interp.call(lambda pair: pair[0].__setitem__(1, pair[1]), (memoryview(buffer), 2))
        self.assertEqual(buffer, b"\1\2\0\0")

    def test_in_channels(self):
        for transport in ("queue", "rendezvous"):
            with self.subTest(transport):
                receiver, sender = channels.create(transport)
                buffer = bytearray(4)
                sender.send_nowait(memoryview(buffer))
                receiver.recv()[2] = 8
                self.assertEqual(buffer, b"\0\0\x08\0")

    def test_through_a_proxy(self):
        self.interp.exec("class Filler:\n    def fill(self, view): view[:] = b'abcd'; return memoryview(store)\n"
                         "store = bytearray(2)")
        filler = self.interp.call(eval, "__import__('concurrent.interpreters').interpreters.share(Filler())")
        buffer = bytearray(4)
        store = filler.fill(memoryview(buffer))
        self.assertEqual(buffer, b"abcd")
        store[0] = 3
        self.interp.exec("assert store == b'\\3\\0'")
        collect_until(lambda: not is_pinned(buffer))

    def test_in_a_pool(self):
        buffer = array.array("i", range(8))
        with InterpreterPoolExecutor(2) as pool:
            views = [memoryview(buffer)[i * 2:i * 2 + 2] for i in range(4)]
            list(pool.map(fill, views, range(10, 14)))
        self.assertEqual(list(buffer), [10, 10, 11, 11, 12, 12, 13, 13])

    def test_in_its_own_interpreter_it_is_another_view(self):
        view = memoryview(bytearray(2))
        received = self.through(view)
        self.assertIsNot(received, view)
        received[0] = 1
        self.assertEqual(view[0], 1)

    def test_both_see_writes_while_both_run(self):
        flags = bytearray(2)
        self.interp.prepare_main(flags=memoryview(flags))
        thread = threading.Thread(target=self.interp.exec, args=("import time\n"
                                                                 "while not flags[0]: time.sleep(0)\n"
                                                                 "flags[1] = 1",))
        thread.start()
        flags[0] = 1
        thread.join()
        self.assertEqual(flags[1], 1)


class Form(Base):
    def test_formats_shapes_strides(self):
        numbers = array.array("h", range(24))
        raw = memoryview(bytearray(range(24)))
        views = {
            "bytes": memoryview(b"abc"),
            "empty": memoryview(b""),
            "bytearray": raw,
            "array": memoryview(numbers),
            "slice": memoryview(numbers)[3:9],
            "steps": memoryview(numbers)[1:20:3],
            "backwards": memoryview(numbers)[::-1],
            "backwards from within": raw[20:4:-3],
            "empty slice": memoryview(numbers)[24:],
            "cast": raw.cast("I"),
            "cast slice": raw[8:16].cast("q"),
            "two dimensions": raw.cast("B", (4, 6)),
            "three dimensions": raw.cast("h", (2, 3, 2)),
            "slice of two": raw.cast("B", (4, 6))[1:3],
            "backwards in two": raw.cast("B", (4, 6))[::-2],
            "no dimension": memoryview(bytearray(8)).cast("d", ()),
            "chars": memoryview(b"abc").cast("c"),
            "bools": memoryview(bytearray(b"\0\1")).cast("?"),
            "read-only": raw.toreadonly(),
            "doubles": memoryview(array.array("d", [1.5, float("inf")])),
            "text": memoryview(array.array("w" if "w" in array.typecodes else "u", "héllo")),
        }
        for name, view in views.items():
            with self.subTest(name):
                received = self.through(view)
                try:
                    expected = content(view)
                except NotImplementedError:
                    # A format that the engine's tolist() does not know.
                    expected = view.tobytes(), view.format, view.shape
                    self.assertEqual((received.tobytes(), received.format, received.shape), expected)
                else:
                    self.assertEqual(content(received), expected)
                for attribute in ("itemsize", "ndim", "nbytes", "c_contiguous", "f_contiguous", "contiguous"):
                    self.assertEqual(getattr(received, attribute), getattr(view, attribute), attribute)

    def test_writes_go_to_the_right_place(self):
        raw = bytearray(24)
        table = self.through(memoryview(raw)[4:20].cast("h", (2, 4)))
        table[1, 3] = 0x0201
        self.assertEqual(raw[18:20], b"\1\2")
        back = self.through(memoryview(raw)[10:2:-2])
        back[0] = 9
        back[3] = 8
        self.assertEqual((raw[10], raw[4]), (9, 8))

    def test_read_only(self):
        for view in (memoryview(b"abc"), memoryview(bytearray(3)).toreadonly()):
            received = self.through(view)
            self.assertTrue(received.readonly)
            for attempt in (received, received[1:], received.cast("b"), memoryview(received), self.through(received)):
                with self.assertRaises(TypeError):
                    attempt[0] = 1
            with self.assertRaises((BufferError, TypeError)):
                io.BytesIO(b"xyz").readinto(received)

    def test_a_read_only_one_is_equal_and_hashable(self):
        received = self.through(memoryview(b"abc"))
        self.assertEqual(received, b"abc")
        self.assertEqual(hash(received), hash(memoryview(b"abc")))

    def test_that_of_a_stream(self):
        stream = io.BytesIO(b"abc")
        with self.through(stream.getbuffer()) as received:
            received[0] = ord("x")
            self.assertEqual(stream.getvalue(), b"xbc")

    def test_what_works_on_views_works_on_it(self):
        import struct

        numbers = array.array("i", [1, 2, 3])
        received = self.through(memoryview(numbers))
        self.assertEqual(struct.unpack("3i", received), (1, 2, 3))
        self.assertEqual(int.from_bytes(received[:1].cast("B"), "little"), 1)
        self.assertEqual(array.array("i", received), numbers)
        self.assertEqual(b"".join([received]), numbers.tobytes())
        self.assertEqual(io.BytesIO(numbers.tobytes()[::-1]).readinto(received), 12)
        self.assertEqual(numbers[2], int.from_bytes(b"\1\0\0\0", "big"))
        struct.pack_into("i", received, 4, 77)
        self.assertEqual(numbers[1], 77)


class Pinned(Base):
    def test_no_resizing(self):
        for buffer in (bytearray(b"abcd"), array.array("B", b"abcd")):
            received = self.through(memoryview(buffer))
            before = bytes(buffer)
            for name, resize in RESIZE.items():
                with self.subTest(f"{type(buffer).__name__} {name}"), self.assertRaises(BufferError):
                    resize(buffer)
            buffer[0] = 1
            self.assertEqual((received[0], bytes(buffer)[1:]), (1, before[1:]))
            received.release()
            for name, resize in RESIZE.items():
                buffer[:] = type(buffer)("B", b"abcd") if isinstance(buffer, array.array) else b"abcd"
                resize(buffer)

    def test_until_the_receiver_releases_it(self):
        buffer = bytearray(8)
        view = memoryview(buffer)
        self.interp.prepare_main(view=view)
        with self.assertRaises(BufferError):
            view.release()
        self.assertTrue(is_pinned(buffer))
        self.interp.exec("view.release()")
        self.assertFalse(is_pinned(buffer))
        view.release()

    def test_while_it_is_on_its_way(self):
        buffer = bytearray(8)
        view = memoryview(buffer)
        self.queue.put(view)
        self.assertTrue(is_pinned(buffer))
        with self.assertRaises(BufferError):
            view.release()
        self.queue.get().release()
        self.assertFalse(is_pinned(buffer))
        view.release()

    def test_with_ends_it(self):
        buffer = bytearray(8)
        self.queue.put(memoryview(buffer))
        with self.queue.get() as view:
            self.assertTrue(is_pinned(buffer))
            self.assertEqual(len(view), 8)
        self.assertFalse(is_pinned(buffer))

    def test_until_the_last_slice_is_released(self):
        buffer = bytearray(8)
        received = self.through(memoryview(buffer))
        part, cast, again = received[2:4], received.cast("I"), memoryview(received)
        for each in (received, part, cast):
            each.release()
            self.assertTrue(is_pinned(buffer))
        again.release()
        self.assertFalse(is_pinned(buffer))

    def test_until_the_last_view_is_garbage(self):
        def part_of_received():
            return self.through(memoryview(buffer))[2:4]

        def keep_for_a_while():
            part = part_of_received()
            for _ in range(3):
                gc.collect()
            self.assertTrue(is_pinned(buffer))
            self.assertEqual(len(part), 2)

        buffer = bytearray(8)
        # In a frame of its own, since the engine's frames may keep what was on their stacks.
        keep_for_a_while()
        collect_until(lambda: not is_pinned(buffer))

    def test_until_the_last_view_elsewhere_is_garbage(self):
        buffer = bytearray(8)
        self.interp.prepare_main(view=memoryview(buffer))
        self.interp.exec("del view")
        collect_until(lambda: not is_pinned(buffer))

    def test_until_the_receiver_is_closed(self):
        buffer = bytearray(8)
        view = memoryview(buffer)
        self.interp.prepare_main(view=view)
        self.interp.close()
        self.assertFalse(is_pinned(buffer))
        view.release()

    def test_until_the_receiver_is_cancelled(self):
        buffer = bytearray(8)
        self.interp.prepare_main(view=memoryview(buffer), q=self.queue)
        thread = threading.Thread(target=self.run_to_its_end, args=("q.put(1)\nwhile True: view[0] = 1",))
        thread.start()
        self.queue.get()
        clutch.interpreters.close(self.interp, 0.1)
        thread.join()
        self.assertFalse(is_pinned(buffer))

    def run_to_its_end(self, code):
        try:
            self.interp.exec(code)
        except interpreters.InterpreterError:
            pass

    def test_by_each_of_several_messages(self):
        buffer = bytearray(8)
        views = [self.through(memoryview(buffer)[i:]) for i in range(3)]
        for view in views:
            self.assertTrue(is_pinned(buffer))
            view.release()
        self.assertFalse(is_pinned(buffer))

    def test_one_view_may_be_sent_twice(self):
        view = memoryview(bytearray(8))
        one, two = self.through(view), self.through(view)
        one.release()
        with self.assertRaises(BufferError):
            view.release()
        two.release()
        view.release()

    def test_all_of_the_way_that_a_view_takes(self):
        buffer = bytearray(8)
        self.interp.prepare_main(view=memoryview(buffer))
        third = interpreters.create()
        third.prepare_main(q=self.queue)
        self.interp.prepare_main(q=self.queue)
        self.interp.exec("q.put(view[1:])\ntry: view.release()\nexcept BufferError: raise SystemError('of the base')")
        third.exec("view = q.get()")
        self.assertTrue(is_pinned(buffer))
        self.interp.close()
        third.exec("view[0] = 5")
        self.assertEqual(buffer[1], 5)
        self.assertTrue(is_pinned(buffer))
        third.exec("view.release()")
        self.assertFalse(is_pinned(buffer))
        third.close()

    def test_a_view_that_was_sent_on_is_not_released(self):
        self.interp.prepare_main(view=memoryview(bytearray(8)), q=self.queue)
        self.interp.exec("q.put(view)")
        received = self.queue.get()
        self.interp.exec("try: view.release()\nexcept BufferError: pass\nelse: raise SystemError")
        received.release()
        self.interp.exec("view.release()")

    def test_not_by_a_message_that_failed(self):
        full = interpreters.create_queue(1)
        full.put(0)
        receiver, sender = channels.create("queue", 1)
        sender.send(0)
        closed, shut = channels.create("queue")
        closed.close()
        waiting, nobody = channels.create()
        gone = interpreters.create()
        gone.close()
        view = memoryview(bytearray(2))
        attempts = {
            "full queue": (interpreters.QueueFull, lambda: full.put_nowait((1, view))),
            "timeout of a queue": (interpreters.QueueFull, lambda: full.put(view, timeout=0.01)),
            "full channel": (channels.ChannelFullError, lambda: sender.send_nowait(view)),
            "timeout of a channel": (TimeoutError, lambda: sender.send(view, timeout=0.01)),
            "timeout of a rendezvous": (TimeoutError, lambda: nobody.send((view, view), timeout=0.01)),
            "closed channel": (channels.ChannelClosedError, lambda: shut.send(view)),
            "closed channel, no wait": (channels.ChannelClosedError, lambda: shut.send_nowait(view)),
            "tuple": (NotShareableError, lambda: self.queue.put((view, threading.Lock()))),
            "argument": (NotShareableError, lambda: self.interp.call(fill, view, threading.Lock())),
            "function": (NotShareableError, lambda: self.interp.call(lambda v: view, view)),
            "name": (NotShareableError, lambda: self.interp.prepare_main(a=view, b=[])),
            "closed interpreter": (interpreters.InterpreterNotFoundError, lambda: gone.call(fill, view, 1)),
            "main": (interpreters.InterpreterError, lambda: interpreters.get_main().prepare_main(a=view)),
        }
        for name, (error, attempt) in attempts.items():
            with self.subTest(name):
                with self.assertRaises(error):
                    attempt()
                # It would raise BufferError if it were pinned.
                view.release()
            view = memoryview(bytearray(2))

    def test_not_by_a_call_that_is_over(self):
        buffer = bytearray(8)
        self.interp.call(fill, memoryview(buffer), 1)
        collect_until(lambda: not is_pinned(buffer))

    def test_not_by_what_nobody_received(self):
        buffer = bytearray(8)
        receiver, sender = channels.create("queue")
        sender.send(memoryview(buffer))
        sender.send((memoryview(buffer), 1))
        sender.close(force=True)
        self.queue.put(memoryview(buffer))
        self.queue = None
        collect_until(lambda: not is_pinned(buffer))


class Lives(Base):
    def test_longer_than_the_names(self):
        def given():
            return self.through(memoryview(bytearray(b"still here")))

        received = given()
        for _ in range(3):
            gc.collect()
        self.assertEqual(received.tobytes(), b"still here")

    def test_longer_than_the_interpreter(self):
        self.interp.exec("buffer = bytearray(range(100))")
        views = [self.interp.call(eval, "memoryview(buffer)"), self.interp.call(eval, "memoryview(buffer)[10:20:2]")]
        self.interp.close()
        gc.collect()
        self.assertEqual(views[0].tobytes(), bytes(range(100)))
        self.assertEqual(views[1].tolist(), [10, 12, 14, 16, 18])
        views[0][10] = 200
        self.assertEqual(views[1][0], 200)
        for view in views:
            view.release()

    def test_not_longer_in_a_queue(self):
        self.interp.prepare_main(q=self.queue)
        self.interp.exec("buffer = bytearray(10); q.put(memoryview(buffer))")
        self.interp.close()
        self.assertIs(self.queue.get(), interpreters._queues.UNBOUND)

    def test_sent_on_when_the_first_one_is_closed(self):
        self.interp.exec("buffer = bytearray(b'abc')")
        view = self.interp.call(eval, "memoryview(buffer)")
        self.interp.close()
        again = self.through(view)
        again[0] = ord("x")
        self.assertEqual(view.tobytes(), b"xbc")


class Refused(Base):
    def test_in_what_is_pickled(self):
        for holder in ([memoryview(b"")], {"a": memoryview(b"")}, ([memoryview(b"")],)):
            with self.subTest(type(holder)), self.assertRaises(NotShareableError):
                self.queue.put(holder)
        self.assertEqual(self.queue.qsize(), 0)

    def test_a_released_one(self):
        view = memoryview(b"abc")
        view.release()
        with self.assertRaisesRegex(NotShareableError, r"object\[1\]: memoryview is released"):
            self.queue.put((1, view))
        received = self.through(memoryview(b"abc"))
        received.release()
        with self.assertRaisesRegex(NotShareableError, "released"):
            self.queue.put(received)

    def test_one_whose_object_is_too_small_by_now(self):
        buffer = bytearray(8)
        view, part = memoryview(buffer), memoryview(buffer)[2:4]
        # The engine does not keep a view that was never sent from this.
        del buffer[4:]
        with self.assertRaisesRegex(NotShareableError, "resized"):
            self.queue.put(view)
        self.assertEqual(len(self.through(part)), 2)

    def test_memory_that_is_no_java_array(self):
        with mmap.mmap(-1, 4096) as mapped:
            others = [memoryview((ctypes.c_char * 8)()), memoryview((ctypes.c_int * 2)(1, 2)), memoryview(mapped)]
            for view in others:
                with self.subTest(view.obj), self.assertRaisesRegex(NotShareableError, r"send bytes\(view\)"):
                    self.queue.put(view)
                view.release()

    def test_what_they_are_told_to_do_instead_works(self):
        numbers = (ctypes.c_int * 2)(1, 2)
        self.assertEqual(self.through(bytes(memoryview(numbers))), struct.pack("2i", 1, 2))
        self.assertEqual(self.through(memoryview(bytearray(memoryview(numbers)))).tobytes(), struct.pack("2i", 1, 2))
        array_of_all = shared.Array("int32", 2)
        mine = (ctypes.c_int * 2).from_address(array_of_all.__array_interface__["data"][0])
        mine[1] = 7
        self.assertEqual(self.through(array_of_all).tolist(), [0, 7])
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"of a file")
            file.flush()
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as view:
                with self.assertRaisesRegex(NotShareableError, r"clutch\.shared\.map_file\(\)"):
                    self.queue.put(view)
            with self.through(shared.map_file(file.name)).borrow(readonly=True) as view:
                self.assertEqual(view.tobytes(), b"of a file")

    def test_arguments_by_their_path(self):
        with self.assertRaisesRegex(NotShareableError, r"args\[0\]: memoryview has memory that is no Java array"):
            self.interp.call(fill, memoryview((ctypes.c_char * 8)()), 1)


class SendBuffer(Base):
    def test_any_buffer(self):
        receiver, sender = channels.create("queue")
        buffer, numbers = bytearray(b"abc"), array.array("d", [1.5])
        for each in (buffer, numbers, b"xyz", memoryview(buffer)[1:]):
            sender.send_buffer(each)
            received = receiver.recv()
            self.assertEqual(content(received), content(memoryview(each)))
        sender.send_buffer(numbers)
        receiver.recv()[0] = 2.5
        self.assertEqual(numbers[0], 2.5)

    def test_from_hand_to_hand(self):
        receiver, sender = channels.create()
        buffer = bytearray(b"abc")
        self.interp.prepare_main(receiver=receiver)
        thread = threading.Thread(target=self.interp.exec, args=("view = receiver.recv(); view[0] = 1",))
        thread.start()
        self.assertIsNone(sender.send_buffer(buffer))
        thread.join()
        self.assertEqual(buffer, b"\1bc")
        self.assertTrue(is_pinned(buffer))
        self.interp.exec("view.release()")
        self.assertFalse(is_pinned(buffer))

    def test_nowait(self):
        receiver, sender = channels.create()
        buffer = bytearray(b"abc")
        self.assertIsNone(sender.send_buffer_nowait(buffer, unbounditems=channels.UNBOUND_REMOVE))
        self.assertTrue(is_pinned(buffer))
        receiver.recv_nowait().release()
        self.assertFalse(is_pinned(buffer))

    def test_timeout(self):
        receiver, sender = channels.create()
        buffer = bytearray(b"abc")
        with self.assertRaises(TimeoutError):
            sender.send_buffer(buffer, timeout=0.01)
        self.assertFalse(is_pinned(buffer))
        with self.assertRaises(channels.ChannelEmptyError):
            receiver.recv_nowait()

    def test_no_buffer(self):
        receiver, sender = channels.create("queue")
        for each in (1, "text", None, [1]):
            with self.assertRaises(TypeError):
                sender.send_buffer(each)
            with self.assertRaises(TypeError):
                sender.send_buffer_nowait(each)

    def test_without_it_a_bytearray_is_copied(self):
        buffer = bytearray(b"abc")
        received = self.through(buffer)
        received[0] = 0
        self.assertEqual((buffer, type(received)), (b"abc", bytearray))
        self.assertFalse(is_pinned(buffer))


class Confined(Base):
    def setUp(self):
        super().setUp()
        self.confined = clutch.interpreters.create(isolation="confined")
        self.addCleanup(self.end, self.confined)

    def test_gets_memory(self):
        buffer = bytearray(4)
        self.confined.prepare_main(view=memoryview(buffer))
        self.confined.exec("view[:] = b'abcd'")
        self.assertEqual(buffer, b"abcd")
        self.confined.exec("view.release()")
        self.assertFalse(is_pinned(buffer))

    def test_lets_go_of_what_is_garbage(self):
        buffer = bytearray(4)
        self.confined.call(fill, memoryview(buffer), 3)
        collect_until(lambda: not is_pinned(buffer))

    def test_gets_no_window_of_more(self):
        secret = b"public--secret!!"
        grown = bytearray(secret)
        del grown[8:]
        windows = (memoryview(secret)[:8], memoryview(bytearray(secret))[8:], memoryview(grown), memoryview(secret)[::2],
                   memoryview(bytearray(secret)).cast("B", [4, 4])[1:])  # fmt: skip
        for window in windows:
            with self.subTest(window.tobytes()), self.assertRaisesRegex(NotShareableError, "confined.*send bytes"):
                self.confined.call(bytes, window)
        got = self.confined.call(bytes, memoryview(bytearray(windows[0])))
        self.assertEqual(got, b"public--")

    def test_gets_none_of_overlapping_items_nor_off_heap(self):
        buffer = shared.Buffer(16, heap=True)
        overlapping = shared.Array("uint8", (4, 4), strides=(1, 1), buffer=buffer)
        with overlapping.borrow() as view, self.assertRaisesRegex(NotShareableError, "confined.*send bytes"):
            self.confined.call(bytes, view)
        with shared.Buffer(16).borrow() as view:
            for part in view, view[:8]:
                with self.assertRaisesRegex(NotShareableError, "heap=True"):
                    self.confined.call(bytes, part)

    def test_what_comes_with_a_refused_view_goes_back(self):
        buffer = shared.Buffer(8, heap=True)
        self.confined.prepare_main(q=self.queue)
        self.queue.put((memoryview(bytearray(8))[:4], shared.move(buffer)))
        self.confined.exec("try: q.get()\nexcept Exception as e: assert type(e).__name__ == 'NotShareableError', e\n"
                           "else: raise SystemError")
        with buffer.borrow() as view:
            view[0] = 1

    def test_gets_all_of_an_object_in_any_form(self):
        whole = bytearray(b"abcdefgh")
        for view in (memoryview(whole), memoryview(bytes(whole)), memoryview(array.array("i", [1, 2])),
                     memoryview(whole).cast("H"), memoryview(whole).cast("B", [2, 4])):  # fmt: skip
            self.confined.prepare_main(view=view)
            self.confined.exec("content = view.tobytes()")
            self.assertEqual(self.confined.call(eval, "content"), view.tobytes())

    def test_reads_only_what_is_read_only(self):
        self.confined.prepare_main(view=memoryview(bytearray(4)).toreadonly())
        self.confined.exec("try: view[0] = 1\nexcept TypeError: pass\nelse: raise SystemError")

    def test_gives_none(self):
        self.confined.prepare_main(q=self.queue, given=memoryview(bytearray(4)), owner=share([]))
        self.confined.exec("from concurrent.interpreters import NotShareableError")
        for attempt in ("q.put(memoryview(bytearray(4)))", "q.put((1, given))", "owner.append(given)"):
            with self.subTest(attempt):
                self.confined.exec(f"try: {attempt}\nexcept NotShareableError as e: assert 'send bytes' in str(e), e\n"
                                   "else: raise SystemError")
        with self.assertRaises(NotShareableError):
            self.confined.call(eval, "given")
        self.confined.exec("mine = bytearray(4)\ntry: q.put(memoryview(mine))\nexcept NotShareableError: mine.append(0)")
        self.assertEqual(self.queue.qsize(), 0)


class NoCrash(Base):
    def test_out_of_bounds(self):
        received = self.through(memoryview(bytearray(4)))
        for index in (4, -5, 2**40, -(2**70)):
            with self.assertRaises(IndexError):
                received[index]
            with self.assertRaises(IndexError):
                received[index] = 1
        with self.assertRaises(ValueError):
            received[0:2] = b"abc"
        self.assertEqual(received[2:100].tobytes(), b"\0\0")

    def test_the_rest_of_a_large_array_is_out_of_bounds(self):
        # bytearray keeps more room than it has bytes.
        buffer = bytearray(b"x" * 1000)
        del buffer[4:]
        received = self.through(memoryview(buffer))
        self.assertEqual((len(received), received.nbytes), (4, 4))
        with self.assertRaises(IndexError):
            received[4]

    def test_released_twice(self):
        buffer = bytearray(4)
        one, two = self.through(memoryview(buffer)), self.through(memoryview(buffer))
        for _ in range(3):
            one.release()
        self.assertTrue(is_pinned(buffer))
        two.release()
        self.assertFalse(is_pinned(buffer))

    def test_stale_views(self):
        received = self.through(memoryview(bytearray(4)))
        received.release()
        for use in (lambda: received[0], lambda: received.__setitem__(0, 1), lambda: received[1:], received.tobytes,
                    lambda: received.cast("b"), lambda: memoryview(received), lambda: len(received)):  # fmt: skip
            with self.assertRaises(ValueError):
                use()

    def test_receiver_dies_while_it_writes(self):
        buffer = bytearray(1 << 16)
        for _ in range(3):
            interp = interpreters.create()
            interp.prepare_main(view=memoryview(buffer), q=self.queue)
            thread = threading.Thread(target=self.swallow, args=(interp, "q.put(1)\nwhile True: view[:] = bytes(1 << 16)"))
            thread.start()
            self.queue.get()
            clutch.interpreters.close(interp, 0.1)
            thread.join()
            self.assertFalse(is_pinned(buffer))

    def test_sender_dies_while_the_receiver_reads(self):
        self.interp.exec("buffer = bytearray(1 << 16)")
        view = self.interp.call(eval, "memoryview(buffer)")
        stop = threading.Event()

        def read():
            while not stop.is_set():
                self.assertEqual(sum(view[:100]), 0)

        thread = threading.Thread(target=read)
        thread.start()
        self.interp.close()
        gc.collect()
        stop.set()
        thread.join()
        self.assertEqual(view.nbytes, 1 << 16)

    def swallow(self, interp, code):
        try:
            interp.exec(code)
        except interpreters.InterpreterError:
            pass

    def test_many_threads_pin_and_release_one_bytearray(self):
        buffer = bytearray(64)
        workers = [interpreters.create() for _ in range(2)]

        def hammer(worker):
            for _ in range(100):
                worker.call(use, memoryview(buffer))

        def use(view):
            part = view[1:]
            view.release()
            part[0] = 1
            part.release()

        threads = [threading.Thread(target=hammer, args=(worker,)) for worker in workers]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.assertFalse(is_pinned(buffer))
        for each in workers:
            each.close()

    def test_c_extensions_get_a_copy(self):
        # They need an address, and a Java array has none: so the engine moves the bytes, and what is moved is shared no more.
        database = sqlite3.connect(":memory:")
        self.addCleanup(database.close)
        buffer = bytearray(b"abc")
        received, again = self.through(memoryview(buffer)), self.through(memoryview(buffer))
        for view in (received, received[1:], again.cast("B", (3, 1))):
            self.assertEqual(database.execute("select hex(?)", (view,)).fetchone()[0], view.tobytes().hex())
        received[0] = ord("x")
        self.assertEqual((buffer, received.tobytes()), (b"abc", b"xbc"))
        with self.assertRaisesRegex(NotShareableError, "no Java array"):
            self.queue.put(received)
        self.assertTrue(is_pinned(buffer))
        received.release()
        del received, again, view
        self.assertEqual(database.execute("select hex(?)", (buffer,)).fetchone()[0], "616263")
        with self.assertRaisesRegex(NotShareableError, "no Java array"):
            self.queue.put(memoryview(buffer))

    def test_initialised_again_it_is_another_object(self):
        # The one way to resize a pinned bytearray that the engine leaves open: the receiver keeps the memory as it was.
        buffer = bytearray(b"abcd")
        received = self.through(memoryview(buffer))
        buffer.__init__(b"other")
        received[0] = 0
        self.assertEqual((buffer, received.tobytes()), (b"other", b"\0bcd"))
        received.release()


if __name__ == "__main__":
    unittest.main()
