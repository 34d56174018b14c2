"""clutch.share, and objects that cross in pickles with something beside them."""

import copyreg
import pickle
import textwrap
import unittest
from concurrent import interpreters

import clutch.interpreters
from clutch import share, shared, sync


def bind(interp, **names):
    """Bind names in an interpreter, also of what only crosses in a pickle."""

    def update(**names):
        globals().update(names)

    interp.call(update, **names)


class Picture:
    def __init__(self, name, pixels):
        self.name, self.pixels = name, pixels

    @classmethod
    def from_parts(cls, parts):
        return cls(*parts)


class Sub(Picture):
    pass


class Handle:
    """Cannot be pickled."""

    def __init__(self, values):
        self.values = values

    def __reduce__(self):
        raise TypeError("a handle is no copy")


def handle(values):
    return Handle(values)


class Point:
    def __init__(self, x):
        self.x = x


class Buffered:
    """Pickles out of band, as arrays of numpy do."""

    def __init__(self, content):
        self.content = content

    def __reduce_ex__(self, protocol):
        return Buffered, (pickle.PickleBuffer(self.content),)


class RegisteredTypes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        share.register(Picture, lambda picture: (picture.name, memoryview(picture.pixels)), Picture.from_parts)
        share.register(Handle, lambda obj: interpreters.share(obj.values), handle)
        cls.interp = interpreters.create()

    @classmethod
    def tearDownClass(cls):
        cls.interp.close()

    def test_memory_is_shared_wherever_the_object_is(self):
        picture = Picture("näme \ud800 \U0001f600", bytearray(4))
        for sent, find in (picture, "obj"), ({"deep": [picture]}, "obj['deep'][0]"), ((1, picture), "obj[1]"):
            with self.subTest(find):
                bind(self.interp, obj=sent)
                self.interp.exec(f"it = {find}\nit.pixels[1] += 1\nassert it.name == {picture.name!a}")
        self.assertEqual(picture.pixels[1], 3)
        self.interp.exec("del it, obj")

    def test_through_a_queue_and_back(self):
        picture = Picture("x", bytearray(2))
        queue = interpreters.create_queue()
        queue.put([picture])
        [back] = queue.get()
        back.pixels[0] = 9
        self.assertEqual(picture.pixels[0], 9)

    def test_what_cannot_be_pickled_is_shared(self):
        values = [1]
        bind(self.interp, handles=[Handle(values), Handle(values)])
        self.interp.exec("for each in handles: each.values.append(2)")
        self.assertEqual(values, [1, 2, 2])

    def test_subclasses_are_not_meant(self):
        sub = Sub("sub", bytearray(1))
        bind(self.interp, sub=sub)
        self.interp.exec("sub.pixels[0] = 5")
        self.assertEqual(sub.pixels[0], 0)

    def test_failures_name_the_place_and_hold_nothing(self):
        def refuse(point):
            raise ValueError("not today")

        share.register(Point, refuse, handle)
        pixels = bytearray(1)
        with self.assertRaisesRegex(interpreters.NotShareableError, "not today"):
            bind(self.interp, both=[Picture("x", pixels), Point(1)])
        pixels.append(1)

    def test_misuse(self):
        for error, text, call in (
            (TypeError, "type must be a class, got 1", lambda: share.register(1, handle, handle)),
            (TypeError, "rebuild must be callable, got 2", lambda: share.register(Point, handle, 2)),
            (ValueError, "objects of type 'str' cross by a way", lambda: share.register(str, handle, handle)),
            (TypeError, "interpreter must be an Interpreter, got 5", lambda: share.copy([], 5)),
        ):
            with self.assertRaisesRegex(error, text):
                call()


class Copies(unittest.TestCase):
    def setUp(self):
        self.interp = interpreters.create()
        self.addCleanup(self.interp.close)

    def test_copy_lives_in_the_other_interpreter(self):
        mine = [1, 2]
        theirs = share.copy(mine, self.interp)
        theirs.append(3)
        self.assertEqual((mine, list(theirs)), ([1, 2], [1, 2, 3]))
        bind(self.interp, theirs=theirs)
        self.interp.exec("theirs.append(4)")
        self.assertEqual(len(theirs), 4)
        self.assertEqual(share.copy("text", self.interp), "text")

    def test_copyreg_is_honoured(self):
        copyreg.pickle(Point, lambda point: (Point, (point.x + 1,)))
        bind(self.interp, points=[Point(1)])
        self.interp.exec("assert points[0].x == 2")

    def test_proxies_cross_as_parts_of_objects(self):
        mine = []
        bind(self.interp, deep={"list": interpreters.share(mine)})
        self.interp.exec("deep['list'].append(1)")
        self.assertEqual(mine, [1])
        with self.assertRaisesRegex(TypeError, "it crosses to other interpreters only"):
            pickle.dumps(interpreters.share(mine))

    def test_memory_is_shared_as_a_part_of_objects(self):
        buffer = shared.Buffer(4)
        bind(self.interp, deep={"memory": [buffer]})
        self.interp.exec("with deep['memory'][0].borrow() as view: view[2] = 7")
        with buffer.borrow(readonly=True) as view:
            self.assertEqual(bytes(view), b"\0\0\7\0")

    def test_buffers_travel_out_of_band(self):
        for content in bytes(range(256)), bytearray(range(256)):
            with self.subTest(type(content)):
                bind(self.interp, it=[Buffered(content), "x", Buffered(content[:3])])
                self.interp.exec(f"assert it[0].content == bytes(range(256)) and len(it[2].content) == 3\n"
                                 f"assert type(it[0].content).__name__ == {type(content).__name__!r}")


# What confined code does; what it has no right to is in the last of these.
CONFINED = {
    "values cross both ways": """
        import math
        values = (None, True, -2**63, 2**70, 0.5, math.inf, -0.0, "a\\0b", "\u00e9\u2603\U0001f40d", b"\\0\\xff", (1, ("x", (b"",))))
        q.put((*values, math.nan))
        *back, nan = q.get()
        assert tuple(back) == values and repr(back) == repr(list(values)) and math.isnan(nan)
    """,
    "buffers": """
        buffer = shared.Buffer(16, name="of-confined-code")
        assert not buffer.native
        with buffer.borrow() as view, view[4:8] as part, part.cast("I") as cast:
            cast[0] = 0x04030201
            assert int.from_bytes(part, "little") == 0x04030201 and array.array("I", cast)[0] == cast[0]
            struct.pack_into("i", view, 8, -5)
            assert view.tobytes()[4:12] == b"\\1\\2\\3\\4" + struct.pack("i", -5)
        with shared.attach("of-confined-code").borrow(readonly=True) as view:
            assert view[5] == 2 and view.readonly
            raises(TypeError, view.__setitem__, 0, 1)
        with buffer.borrow() as view:
            raises(IndexError, view.__getitem__, 16)
        with buffer.borrow(exclusive=True):
            raises(BufferError, buffer.borrow)
        raises(LookupError, shared.attach, "somebody-else's")
        raises((MemoryError, ValueError), shared.Buffer, shared.statistics().limit + 1)
    """,
    "arrays": """
        table = shared.Array("int32", (3, 4), order="F")
        table[1, 2] = 5
        table[2] = range(4)
        assert table[1:, ::2].tolist() == [[0, 5], [0, 2]] and table.strides == (4, 12)
        assert table[::-1, 1].tolist() == [1, 0, 0]
        with table.borrow() as view:
            assert view.tolist() == table.tolist() and view.shape == (3, 4)
        assert shared.Array("uint8", 4, buffer=table.buffer, offset=28).view("uint32")[0] == 5
    """,
    "stale views": """
        buffer = shared.Buffer(8)
        view = buffer.borrow()
        part = view[2:4]
        for _ in range(2):
            buffer.close()
            view.release()
        part[0] = 5
        assert part.tolist() == [5, 0]
        part.release()
        raises(ValueError, lambda: part[0])
        raises(ValueError, buffer.borrow)
    """,
    "moves": """
        buffer = shared.Buffer(4)
        view = buffer.borrow()
        raises(BufferError, q.put, buffer, move=True)
        view[0] = 7
        view.release()
        q.put(buffer, move=True)
        raises(shared.OwnershipError, buffer.borrow)
        back = q.get()
        with back.borrow() as view:
            assert view[0] == 7
        end[1].send(back, move=True)
        with end[0].recv().borrow() as view:
            assert view[0] == 7
    """,
    "memory that it was given": """
        with given.borrow() as view:
            view[1] = 9
        sent[1] = 8
        raises(BufferError, reading.borrow)
        with reading.borrow(readonly=True) as view:
            raises(TypeError, view.__setitem__, 0, 1)
    """,
    "locks": """
        lock = sync.RLock()
        with lock, condition:
            condition.notify()
        assert not event.wait(0.01)
        q.put(lock)
        assert q.get() is lock
        assert semaphore.acquire(timeout=0.01) and not semaphore.acquire(timeout=0.01)
        semaphore.release()
    """,
    "objects that were pickled, code and proxies": """
        assert objects == [{"a": 1}, {2}] and call(20) == 21
        owned.append(3)
    """,
    "children": """
        child = interpreters.create()
        buffer = shared.Buffer(4)
        # To a child, too, memory goes by a move only.
        q.put(buffer, move=True)
        child.prepare_main(q=q)
        child.exec("buffer = q.get()\\nwith buffer.borrow() as view: view[3] = 3\\nq.put(buffer, move=True)")
        with q.get().borrow() as view:
            assert view[3] == 3
        child.close()
    """,
    "what it has no right to": """
        for each in [1], {}, bytearray(1), "\\ud800", object, lambda: 0:
            raises(interpreters.NotShareableError, q.put, each)
        for each in shared.Buffer(1), memoryview(b"x"), shared.Array("int8", 1), given, sent:
            raises(interpreters.NotShareableError, q.put, each)
        raises((PermissionError, ValueError), shared.map_file, "/etc/passwd")
        assert not hasattr(shared.Array("int8", 1), "__array_interface__")
        assert q.qsize() == 0
    """,
}

CONFINED_NAMES = """
import array, struct
from concurrent import interpreters
from clutch import channels, shared, sync

def raises(kinds, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except kinds:
        return
    raise AssertionError(f"no {kinds} by {call}{args}")

end = channels.create("queue")
"""


def plus_one(number):
    return number + 1


class Confined(unittest.TestCase):
    """All that there is to share works in confined interpreters, but for what the README of the engine says."""

    def test_everything_but_what_it_has_no_right_to(self):
        queue = interpreters.create_queue()
        given, sent, owned = shared.Buffer(4, heap=True), bytearray(4), []
        event, condition, semaphore = sync.Event(), sync.Condition(), sync.BoundedSemaphore(1)
        confined = clutch.interpreters.create(isolation="confined")
        self.addCleanup(confined.close)
        confined.exec(CONFINED_NAMES)
        confined.prepare_main(q=queue, given=given, sent=memoryview(sent), owned=interpreters.share(owned),
                              reading=given.toreadonly(), event=event, condition=condition, semaphore=semaphore)  # fmt: skip
        bind(confined, objects=[{"a": 1}, {2}])
        bind(confined, call=interpreters.share(plus_one))
        for name, code in CONFINED.items():
            with self.subTest(name):
                confined.exec(textwrap.dedent(code))
        with given.borrow(readonly=True) as view:
            self.assertEqual((view[1], sent[1], owned), (9, 8, [3]))
        self.assertEqual(list(share.copy([1, 2], confined)), [1, 2])


if __name__ == "__main__":
    unittest.main()
