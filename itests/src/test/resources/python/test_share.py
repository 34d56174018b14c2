"""clutch.share, and objects that cross in pickles with something beside them."""

import copyreg
import pickle
import unittest
from concurrent import interpreters

from clutch import share, shared


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


if __name__ == "__main__":
    unittest.main()
