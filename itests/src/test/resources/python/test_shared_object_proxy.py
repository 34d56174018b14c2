"""concurrent.interpreters.share(): what gets a proxy, what crosses through one and how, and what is raised."""

import pickle
import threading
import unittest
from concurrent import interpreters
from concurrent.interpreters import SharedObjectProxy, share

from shared_things import THINGS, Base

exec(THINGS)


class Sharing(Base):
    def test_shareable_objects_pass_through(self):
        proxy = share([])
        for same in (None, True, 1, 2**99, 1.5, "text", b"bytes", (), (1, ("x", proxy)), self.queue, proxy):
            self.assertIs(share(same), same)
        self.assertTrue(interpreters.is_shareable(proxy))

    def test_others_get_a_proxy(self):
        for other in ([], {}, object(), print, Number, Number(1), (1, []), 1j, range(3), interpreters.get_main()):
            self.assertIs(type(share(other)), SharedObjectProxy)
            self.assertTrue(isinstance(share(other), SharedObjectProxy))

    def test_made_by_hand(self):
        self.assertEqual(SharedObjectProxy(5) + 1, 6)
        self.assertIs(type(SharedObjectProxy(None)), SharedObjectProxy)
        self.assertEqual(str(SharedObjectProxy(None)), "None")
        items = []
        SharedObjectProxy(SharedObjectProxy(items)).append(1)
        self.assertEqual(items, [1])
        self.assertRaises(TypeError, SharedObjectProxy)

    def test_object_says_how_it_is_shared(self):
        class Own:
            def __init__(self, shared):
                self.shared = shared

            def __share__(self):
                return self.shared

        self.assertEqual(share(Own(42)), 42)
        self.assertEqual(self.from_sub("owned")[0].kinds(Own((1,)), [Own(1)]), ("tuple", "SharedObjectProxy"))
        for wrong in ([], (1, [])):
            with self.assertRaisesRegex(interpreters.NotShareableError, r"__share__\(\) returned unshareable object"):
                share(Own(wrong))
        self.assertIs(type(SharedObjectProxy(Own(42))), SharedObjectProxy)

    def test_cannot_be_pickled_but_crosses_as_a_part_of_something(self):
        proxy = share([])
        with self.assertRaisesRegex(TypeError, "it crosses to other interpreters only"):
            pickle.dumps(proxy)
        self.queue.put([proxy])
        self.assertIs(type(self.queue.get()[0]), SharedObjectProxy)


class Crossing(Base):
    def test_by_every_way(self):
        made = things()
        owned, items = share(made["owned"]), share(made["items"])
        self.queue.put((owned, (items,)))
        self.sub.exec("one, (two,) = queue.get(); assert one.where() == 0; two.append('queue')")
        self.sub.prepare_main(three=items)
        self.sub.exec("three.append('prepare_main')")
        self.sub.call(appends_call, items)
        self.assertEqual(self.sub.call(owned.where), 0)
        self.assertEqual(made["items"], [1, 2, 3, "queue", "prepare_main", "call"])

    def test_comes_home_as_a_proxy_of_the_same_object(self):
        items = []
        for home in (self.sub.call(returns_it, share(items)), self.there_and_back(share(items))):
            self.assertIs(type(home), SharedObjectProxy)
            home.append(1)
        self.assertEqual(items, [1, 1])

    def there_and_back(self, proxy):
        self.queue.put(proxy)
        self.sub.exec("queue.put(queue.get())")
        return self.queue.get()

    def test_goes_on_to_a_third_interpreter(self):
        (items,) = self.from_sub("items")
        third = interpreters.create()
        try:
            third.prepare_main(items=items)
            third.exec("items.append(4); assert items == [1, 2, 3, 4]")
        finally:
            third.close()
        self.assertEqual(items, [1, 2, 3, 4])

    def test_calls_run_in_the_owner_and_in_the_calling_thread(self):
        (owned,) = self.from_sub("owned")
        self.assertEqual(owned.where(), self.sub.id)
        self.assertEqual(owned.thread(), threading.get_native_id())
        local = threading.local()
        local.value = 42
        self.sub.prepare_main(value=share(lambda: local.value))
        self.sub.exec("assert value() == 42")

    def test_arguments_are_copied_if_they_can_be(self):
        (owned,) = self.from_sub("owned")
        mine = {"a": [1]}
        owned.keep(mine)
        mine["a"].append(2)
        self.assertEqual(owned.got, {"a": [1]})
        self.assertEqual(owned.kinds(1, None, "x", [1], {}, {1}, 1j, (1,), k=2.5),
                         ("int", "NoneType", "str", "list", "dict", "set", "complex", "tuple", "float"))

    def test_arguments_that_stay_here_arrive_as_proxies(self):
        (owned,) = self.from_sub("owned")
        iterator = iter([1, 2])
        stay = (object(), lambda: 1, test_function, [].append, iterator, threading.Lock(), unittest, Number(1), Number,
                [Number(1)])
        self.assertEqual(owned.kinds(*stay), ("SharedObjectProxy",) * len(stay))
        self.assertEqual(owned.kinds(k=(lambda: 1)), ("SharedObjectProxy",))
        # A copy, in which the owner finds its own object.
        self.assertEqual(owned.kinds([owned]), ("list",))
        seen = []
        self.assertIsNone(owned.call(seen.append, 5))
        self.assertEqual(seen, [5])
        owned.call(seen.extend, iterator)
        self.assertEqual(seen, [5, 1, 2])
        self.assertEqual(owned.call(lambda *args: args, 1, [2]), (1, [2]))

    def test_argument_that_comes_home_is_the_object_itself(self):
        self.everywhere(comes_home, "owned")

    def test_results_are_the_owners_own_objects(self):
        self.everywhere(results, "owned", "items", "table")

    def test_immutable_results_are_values(self):
        self.everywhere(immutable_results, "owned")


def test_function():
    pass


def appends_call(items):
    items.append("call")


def returns_it(it):
    return it


def comes_home(owned):
    assert owned.is_own_child(owned.child)


def results(owned, items, table):
    owned.child.n = 7
    assert owned.child.n == 7
    table["list"] = []
    table["list"].append(1)
    assert table == {"list": [1]} and {"list": [1]} == table
    items.append({})
    items[-1]["deep"] = (1, [2])
    items[-1]["deep"][1].append(3)
    assert items == [1, 2, 3, {"deep": (1, [2, 3])}]
    assert isinstance(items, list) and not isinstance(items, dict) and not isinstance(owned, list)
    from collections.abc import Mapping, Sequence
    from concurrent.interpreters import SharedObjectProxy

    assert isinstance(table, Mapping) and isinstance(items, Sequence) and not isinstance(owned, Mapping)
    for result in (items, items[-1], iter(items), items.append, table.items(), owned.where, owned.child):
        assert type(result) is SharedObjectProxy, result


def immutable_results(owned):
    import datetime
    import decimal
    import signal

    values = (None, True, 5, 2.5, 2**70, "\ud800", b"\xff", (1, (2,)), 1j, range(3), ..., NotImplemented, int, KeyError,
              frozenset([1, (2, 3)]), datetime.date(2000, 1, 2), decimal.Decimal("1.50"), signal.SIGINT)
    for value in values:
        owned.keep(value)
        got = owned.got
        assert type(got) is type(value) and got == value and repr(got) == repr(value), value
    assert owned.got is signal.SIGINT
    owned.keep(ValueError("kept"))
    try:
        raise owned.got
    except ValueError as e:
        assert e.args == ("kept",)


class Exceptions(Base):
    def test_copy_is_raised_with_the_remote_traceback_as_its_cause(self):
        (failing,) = self.from_sub("failing")
        for kind, args in ((ValueError, ("boom",)), (KeyError, ("k",)), (OSError, (2, "no", "file")), (SystemExit, (3,)),
                           (UnicodeDecodeError, ("utf-8", b"\xff", 0, 1, "why")), (interpreters.QueueEmpty, ("empty",))):
            with self.assertRaises(kind) as caught:
                failing.fail(kind, *args)
            raised, expected = caught.exception, kind(*args)
            self.assertEqual((type(raised), str(raised), raised.args), (type(expected), str(expected), expected.args))
            cause = raised.__cause__
            self.assertIs(type(cause), interpreters.ExecutionFailed)
            self.assertIn("in fail\n", cause.excinfo.errdisplay)
            self.assertNotIn("_clutch", cause.excinfo.errdisplay)

    def test_chain_of_three_interpreters(self):
        third = interpreters.create()
        try:
            third.prepare_main(failing=self.from_sub("failing")[0], queue=self.queue)
            third.exec("from concurrent.interpreters import share\n"
                       "def outer(): failing.fail(ValueError, 'deep')\nqueue.put(share(outer))")
            with self.assertRaisesRegex(ValueError, "^deep$") as caught:
                self.queue.get()()
        finally:
            third.close()
        self.assertIn("in outer\n", caught.exception.__cause__.excinfo.errdisplay)
        self.assertIn("in fail\n", caught.exception.__cause__.excinfo.errdisplay)

    def test_what_cannot_be_copied_is_execution_failed(self):
        (failing,) = self.from_sub("failing")
        with self.assertRaises(interpreters.ExecutionFailed) as caught:
            failing.unpicklable()
        self.assertEqual((caught.exception.excinfo.type.__name__, caught.exception.excinfo.msg), ("Local", "only here"))

    def test_builtin_one_stays_what_it_is_whatever_it_holds(self):
        (failing,) = self.from_sub("failing")
        with self.assertRaises(KeyError) as caught:
            failing.unpicklable_argument()
        self.assertTrue(caught.exception.args[0].acquire(blocking=False))

    def test_notes_and_groups_come_along(self):
        (failing,) = self.from_sub("failing")
        with self.assertRaises(ValueError) as caught:
            failing.noted()
        self.assertEqual(caught.exception.__notes__, ["a note"])
        with self.assertRaises(ExceptionGroup) as caught:
            failing.fail(ExceptionGroup, "group", [ValueError(1), TypeError(2)])
        self.assertEqual(repr(caught.exception.exceptions), repr((ValueError(1), TypeError(2))))

    def test_exception_of_a_callback_passes_through_its_caller(self):
        (owned,) = self.from_sub("owned")

        def fail():
            raise LookupError("mine")

        with self.assertRaisesRegex(LookupError, "mine") as caught:
            owned.call(fail)
        self.assertIn("in fail\n", caught.exception.__cause__.excinfo.errdisplay)


if __name__ == "__main__":
    unittest.main()
