"""What crosses and how it arrives, points 20 and 21 of the specification: in queues, arguments and results."""

import collections
import decimal
import enum
import functools
import math
import pickle
import signal
import sys
import threading
import unittest
from concurrent import interpreters
from concurrent.interpreters import NotShareableError


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Number(enum.IntEnum):
    ONE = 1


class Flags(enum.Flag):
    A = 1
    B = 2


class Text(str):
    pass


class Whole(int):
    pass


class Raw(bytes):
    pass


Pair = collections.namedtuple("Pair", "first second")


class Holder:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def method(self):
        pass


class Slots:
    __slots__ = ("one", "two")


class Counted:
    """Notes how often it was pickled."""

    dumped = 0

    def __reduce__(self):
        Counted.dumped += 1
        return Counted, ()


SCALARS = (
    None, True, False, 0, -1, 2**31, 2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 10**400, -(10**40),
    0.5, -0.5, 1.0, 1e308, 5e-324, float("inf"), float("-inf"),
    "", "ascii", "a\0b", "\u00e9\u2603\U0001f40d", "\ufffe\uffff",
    "\ud800", "\udfff", "\ud83d\udc0d", "\udc0d\ud83d", "a\ud83d\udc0db\ud83d",
    b"", b"\0", bytes(range(256)), (), (1, ("x", (None, (b"",)))),
)  # fmt: skip
OBJECTS = (
    [], [1, [2]], {}, {"a": (1,)}, set(), {1, "a"}, frozenset({2}), 3j, bytearray(b"xy"), range(5), slice(1, 2),
    Text("text"), Whole(7), Raw(b"raw"), Pair(1, [2]), decimal.Decimal("1.10"), collections.OrderedDict(a=1),
    collections.deque([1, 2], 3), [2**70, -0.0], ([1], (2, {3: "\ud83d\udc0d"})), ["\ud800"],
    {"\ud83d\udc0d": "\udc0d"},
    "\U0001f40d" * 5, ["\U0001f40d", "\ud83d\udc0d", b"\xf0\x9f\x90\x8d"],
    ["a\ud83d\udc0db\ud83d"], {"\udc0d\ud83d": "\ud83d\ud83d\udc0d"},
)  # fmt: skip
SINGLETONS = (
    None, True, False, ..., NotImplemented, Color.RED, Color.BLUE, Number.ONE, Flags.A, signal.SIGINT, int, type, Color,
    Holder, ValueError, len, print, math.sin, type(None), functools.reduce, Pair, object, collections.OrderedDict,
)  # fmt: skip


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def same(self, got, value):
        self.assertIs(type(got), type(value))
        self.assertEqual(repr(got), repr(value))
        self.assertEqual(got, value)
        if type(value) is str:
            self.assertEqual(list(map(ord, got)), list(map(ord, value)))


class Point20(Base):
    """is_shareable()"""

    def test_yes(self):
        for value in (*SCALARS, ([],), (object(),), interpreters.create_queue(), float("nan")):
            self.assertIs(interpreters.is_shareable(value), True, repr(value))

    def test_no(self):
        for value in (*OBJECTS[:-3], *SINGLETONS[3:], interpreters.get_main(), object(), lambda: None, sys, Holder(),
                      OSError(), threading.Lock(), Point20.test_no.__code__, iter(())):
            if type(value) is not tuple and type(value) is not str:
                self.assertIs(interpreters.is_shareable(value), False, repr(value))

    def test_keyword(self):
        self.assertTrue(interpreters.is_shareable(obj=1))
        self.assertRaises(TypeError, interpreters.is_shareable)


def identity(value):
    return value


class Point21(Base):
    """What crosses"""

    def test_through_a_queue_of_this_interpreter(self):
        q = interpreters.create_queue()
        for value in SCALARS + OBJECTS:
            q.put(value)
        for value in SCALARS + OBJECTS:
            self.same(q.get_nowait(), value)
        self.assertTrue(q.empty())

    def test_there_and_back_through_another_interpreter(self):
        interp, there, back = interpreters.create(), interpreters.create_queue(), interpreters.create_queue()
        interp.prepare_main(there=there, back=back)
        for value in SCALARS + OBJECTS:
            there.put(value)
        interp.exec(f"for _ in range({len(SCALARS + OBJECTS)}): back.put(there.get())")
        for value in SCALARS + OBJECTS:
            self.same(back.get_nowait(), value)

    def test_as_arguments_and_results(self):
        interp = interpreters.create()
        self.same(interp.call(lambda *args: args, *SCALARS, *OBJECTS), SCALARS + OBJECTS)
        self.same(interp.call(lambda **kwargs: kwargs, a=SCALARS, b=OBJECTS), {"a": SCALARS, "b": OBJECTS})

    def test_tuple_without_end_is_refused(self):
        q, deep = interpreters.create_queue(), ()
        for _ in range(500_000):
            deep = (deep,)
        with self.assertRaisesRegex(interpreters.NotShareableError, "nested too deeply"):
            q.put(deep)
        self.assertTrue(q.empty())

    def test_objects_without_end_are_refused(self):
        q = interpreters.create_queue()
        a_list, a_dict, an_object = [], {}, Holder()
        for _ in range(500_000):
            a_list, a_dict, an_object = [a_list], {"a": a_dict}, Holder(inner=an_object)
        for deep, kind in (a_list, "list"), (a_dict, "dict"), (an_object, "Holder"):
            with self.assertRaisesRegex(NotShareableError, f"^object: .*{kind}.* is nested too deeply"):
                q.put(deep)
        with self.assertRaisesRegex(NotShareableError, r"^object\[1\]: .*list.* is nested too deeply"):
            q.put((1, a_list))
        self.assertTrue(q.empty())

    def test_deep_and_large_values_arrive(self):
        interp, deep = interpreters.create(), ()
        for _ in range(300):
            deep = (deep, [deep and 1])
        self.assertEqual(interp.call(identity, deep), deep)
        large = {"bytes": bytes(2_000_000), "str": "\u2603" * 500_000, "int": 1 << 100_000}
        self.assertEqual(interp.call(identity, tuple(large.values())), tuple(large.values()))
        self.assertEqual(interp.call(identity, large), large)

    def test_values_mean_the_same_over_there(self):
        interp = interpreters.create()

        def check(surrogates, integer, text, nan, zero, inside):
            import math

            assert [ord(each) for each in surrogates] == [0xD83D, 0xDC0D] and len(inside[0]["k"].a) == 2
            assert integer == 2**70 and text == "a\0b" and math.isnan(nan) and math.copysign(1, zero) == -1
            return True

        inside = [{"k": Holder(a="\ud83d\udc0d")}]
        self.assertTrue(interp.call(check, "\ud83d\udc0d", 2**70, "a\0b", float("nan"), -0.0, inside))

    def test_bytes_that_a_c_extension_made(self):
        import sqlite3

        connection, q = sqlite3.connect(":memory:"), interpreters.create_queue()
        self.addCleanup(connection.close)
        for content in (b"", b"\0\xff", bytes(range(256)) * 40):
            [blob] = connection.execute("select ?", (content,)).fetchone()
            q.put(blob)
            got = q.get_nowait()
            self.same(got, content)
            self.assertEqual(connection.execute("select hex(?)", (got,)).fetchone(), (content.hex().upper(),))
            self.same(got, content)

    def test_bytes_take_no_way_round_by_text(self):
        from _clutch import crossing

        self.same(crossing.encode(b"\0\xff").bytes(), b"\0\xff")

    def test_floats_are_exact(self):
        q = interpreters.create_queue()
        for value in (-0.0, float("nan"), (-0.0,), [-0.0]):
            q.put(value)
        self.assertEqual(math.copysign(1, q.get()), -1)
        self.assertTrue(math.isnan(q.get()))
        self.assertEqual(math.copysign(1, q.get()[0]), -1)
        self.assertEqual(math.copysign(1, q.get()[0]), -1)

    def test_singletons_classes_and_members_keep_identity(self):
        q, interp = interpreters.create_queue(), interpreters.create()
        for value in SINGLETONS:
            q.put((value, [value]))
            one, (two,) = q.get()
            self.assertIs(one, value)
            self.assertIs(two, value)
        self.assertEqual(list(interp.call(lambda values: values, SINGLETONS)), list(SINGLETONS))
        self.assertTrue(interp.call(lambda a, b, c: a is None and b is ... and c is NotImplemented,
                                    None, ..., NotImplemented))

    def test_the_rest_is_new_even_in_one_interpreter(self):
        q = interpreters.create_queue()
        for value in ([1], {1: 2}, {1}, bytearray(b"x"), Holder(a=1), b"spam", ([],)):
            q.put(value)
            got = q.get()
            self.assertIsNot(got, value)
            self.assertIs(type(got), type(value))

    def test_attributes_and_slots_arrive(self):
        value = Slots()
        value.one = "\ud83d\udc0d"
        q = interpreters.create_queue()
        q.put([value, Holder(own=value)])
        got, holder = q.get()
        self.assertEqual((len(got.one), hasattr(got, "two")), (2, False))
        self.assertIs(holder.own, got)

    def test_the_copy_is_taken_at_put(self):
        q, items = interpreters.create_queue(), [1]
        q.put(items)
        q.put((items, 2))
        items.append(3)
        self.assertEqual((q.get(), q.get()), ([1], ([1], 2)))

    def test_objects_are_pickled_once(self):
        q = interpreters.create_queue()
        q.put([Counted(), "plain", "\u00e9\u2603"])
        self.assertEqual(Counted.dumped, 1)
        self.assertIs(type(q.get()[0]), Counted)

    def test_what_cannot_be_pickled_fails_in_put(self):
        q = interpreters.create_queue(1)
        full = interpreters.create_queue(1)
        full.put(1)
        for target in (q, full):
            for wrong in (threading.Lock(), [threading.Lock()], (1, threading.Lock()), sys, (x for x in ())):
                for options in ({}, {"block": False}, {"timeout": 0}):
                    with self.subTest(wrong), self.assertRaises(NotShareableError):
                        target.put(wrong, **options)
                self.assertRaises(NotShareableError, target.put_nowait, wrong)
        self.assertEqual((q.qsize(), full.qsize()), (0, 1))

    def test_what_cannot_be_unpickled_fails_in_get_and_is_used_up(self):
        q = interpreters.create_queue()
        interp = interpreters.create()
        interp.prepare_main(q=q)
        interp.exec("class Hidden: pass\nq.put(Hidden()); q.put('next')")
        with self.assertRaisesRegex(NotShareableError, "object could not be unpickled: .*Hidden"):
            q.get()
        self.assertEqual(q.get_nowait(), "next")

    def test_a_module_that_cannot_be_imported(self):
        q, interp = interpreters.create_queue(), interpreters.create()
        interp.prepare_main(q=q)
        interp.exec("import sys, types\nm = sys.modules['only_there'] = types.ModuleType('only_there')\n"
                    "exec('class C: pass', m.__dict__)\nq.put(m.C()); q.put('next')")
        with self.assertRaisesRegex(NotShareableError, "could not be unpickled: ModuleNotFoundError: .*only_there"):
            q.get()
        self.assertEqual(q.get_nowait(), "next")


class Offenders(Base):
    """NotShareableError names the offender, the path to it and the reason"""

    def refused(self, path, value):
        with self.assertRaises(NotShareableError) as caught:
            interpreters.create_queue().put(value)
        self.assertTrue(str(caught.exception).startswith(path), caught.exception)
        return caught.exception

    def test_paths(self):
        lock = threading.Lock()

        def callback():
            return lock

        slots = Slots()
        slots.one, slots.two = 1, lock
        callback_name = f"function {callback.__qualname__!r} cannot be pickled: "
        self.refused(f"object: {callback_name}", callback)
        self.refused(f"object['cb']: {callback_name}", {"a": [1], "cb": callback})
        self.refused(f"object[1]['cb'][0]: {callback_name}", [{"cb": 1}, {"cb": [callback]}])
        self.refused(f"object[2].deep.own[0]: {callback_name}", (1, 2, Holder(deep=Holder(own=[callback]))))
        self.refused("object.two: _thread.", slots)
        self.refused("an item of object", {(1, callback)})
        self.refused("a key of object", {callback: 1})
        self.refused("object.args[1]: _thread.", ValueError("text", lock))
        self.refused("object.args[0]: _thread.", functools.partial(len, lock))
        self.refused("object.__self__.attribute: _thread.", Holder(attribute=lock).method)
        self.refused("object.__self__: _thread.", lock.acquire)

    def test_loops_and_size(self):
        loop = Holder(lock=threading.Lock())
        loop.itself = [loop]
        self.assertIn(".lock: _thread.", str(self.refused("object", [loop])))
        self.refused("object", [[i] for i in range(500)] + [threading.Lock()])

    def test_the_cause_is_what_pickle_raised(self):
        error = self.refused("object", [sys])
        self.assertIsInstance(error.__cause__, (TypeError, pickle.PicklingError))


if __name__ == "__main__":
    unittest.main()
