"""What can be done to an object through its proxy, in its own interpreter and in others."""

import threading
import unittest
from concurrent import interpreters
from concurrent.interpreters import share

from shared_things import THINGS, Base

exec(THINGS)


class Operations(Base):
    def test_attributes(self):
        self.everywhere(attributes, "five")

    def test_numbers(self):
        self.everywhere(numbers, "five", "zero")

    def test_conversions(self):
        self.everywhere(conversions, "five", "zero")

    def test_other_side_has_its_say(self):
        self.everywhere(other_side, "five", "items")

    def test_what_an_object_cannot_do_is_a_type_error(self):
        self.everywhere(cannot, "five")

    def test_items(self):
        self.everywhere(items_of_a_list, "items")

    def test_tables(self):
        self.everywhere(tables, "table")

    def test_iteration(self):
        self.everywhere(iteration, "items")

    def test_generators(self):
        self.everywhere(generators, "generator")

    def test_context_managers(self):
        self.everywhere(context_managers, "manager")

    def test_lock_of_another_interpreter(self):
        lock = threading.Lock()
        self.sub.prepare_main(lock=share(lock))
        with lock:
            self.sub.exec("assert not lock.acquire(blocking=False)")
        self.sub.exec("with lock: assert lock.locked()")
        self.assertFalse(lock.locked())

    def test_class_of_another_interpreter(self):
        made = self.sub.call(calls_it, share(Number), 5)
        self.assertEqual(made.n, 5)
        self.assertTrue(isinstance(made, share(Number)))
        self.assertFalse(isinstance(made, share(Manager)))


def calls_it(it, *args):
    return it(*args)


def attributes(five):
    five.extra = {"a": 1}
    assert five.extra == {"a": 1} and hasattr(five, "extra") and "extra" in dir(five)
    del five.extra
    assert not hasattr(five, "extra") and getattr(five, "extra", 3) == 3
    assert vars(five) == {"n": 5} and five.__dict__["n"] == 5
    assert five.value.__name__ == "value" and callable(five.value) and five.value(five) == 5
    try:
        five.missing
    except AttributeError as e:
        assert (str(e), e.name) == ("'Number' object has no attribute 'missing'", "missing")
    else:
        assert False


def numbers(five, zero):
    assert (five + 1).n == 6 and (1 + five).n == 6 and (five - 1).n == 4 and (1 - five).n == -4
    assert (five + five).n == 10 and (-five).n == -5 and five @ 2 == ("matmul", 5, 2) and divmod(five, 2) == (2, 1)
    assert five == 5 and 5 == five and five == five and five != 6 and five != zero and not five == "5"
    assert five < 6 and 6 > five and zero < five and not five < five and hash(five) == hash(5)
    assert five**2 == 25 and pow(five, 2, 7) == 4
    same = five
    same += 2
    assert five.n == 7 and same == five
    same.n = 5
    assert five.n == 5


def conversions(five, zero):
    import operator

    assert five and not zero and int(five) == 5 and float(five) == 5.5 and operator.index(five) == 5
    assert list(range(10))[five] == 5 and round(five) == ("round", None) and round(five, 2) == ("round", 2)
    assert (repr(five), str(five), f"{five:x}", bytes(five)) == ("Number(5)", "#5", "<5:x>", b"\x05")


def other_side(five, items):
    class Mine:
        def __radd__(self, other):
            return "radd", other.n

        def __gt__(self, other):
            return "gt", other.n

        def __eq__(self, other):
            return other.n == 5

        def __sub__(self, other):
            return NotImplemented

        __rsub__ = __sub__

    class Unequal:
        pass

    assert five + Mine() == ("radd", 5) and (five < Mine()) == ("gt", 5)
    assert five == Mine() and Mine() == five and not five == Unequal() and five != Unequal()
    for action in (lambda: five - Mine(), lambda: Mine() - five, lambda: five + Unequal(), lambda: items < Mine()):
        try:
            assert False, action()
        except (TypeError, AttributeError):
            pass
    mine = Unequal()
    items.append(mine)
    assert mine in items and Unequal() not in items and items.index(mine) == 3


def cannot(five):
    for action in (lambda: five + "s", lambda: "s" + five, lambda: five < "s", lambda: len(five), lambda: iter(five),
                   lambda: five[0], lambda: five(), lambda: next(five), lambda: ~five, lambda: 1 in five,
                   lambda: five.__enter__(), lambda: reversed(five), lambda: list(five)):
        try:
            result = action()
        except (TypeError, AttributeError):
            continue
        assert False, result
    try:
        with five:
            assert False
    except TypeError as e:
        assert "context manager" in str(e)


def items_of_a_list(items):
    assert items == [1, 2, 3] and [1, 2, 3] == items and len(items) == 3
    assert items[0] == 1 and items[-1] == 3 and items[0:2] == [1, 2] and 2 in items and 9 not in items
    items.append(4)
    items[0] = 9
    del items[1]
    assert items == [9, 3, 4] and items + [1] == [9, 3, 4, 1] and [1] + items == [1, 9, 3, 4] and items * 2 == [9, 3, 4] * 2
    same = items
    same += [8]
    assert items == [9, 3, 4, 8] and items < [9, 4] and items.index(4) == 2
    items.sort(key=lambda item: -item)
    assert items == [9, 8, 4, 3]
    items[1:] = (1, 2)
    assert items == [9, 1, 2]
    try:
        items[99]
    except IndexError as e:
        assert str(e) == "list index out of range"


def tables(table):
    table["k"] = [1]
    table["k"].append(2)
    assert table == {"k": [1, 2]} and table.get("x", 5) == 5 and "k" in table and dict(table) == {**table} == {"k": [1, 2]}
    for key, value in table.items():
        assert key == "k"
        value.append(3)
    assert table["k"] == [1, 2, 3]
    del table["k"]
    assert len(table) == 0 and not table
    table.update(a=1, b=2)
    assert sorted(table.keys()) == ["a", "b"] and table | {"c": 3} == {"a": 1, "b": 2, "c": 3} and sum(table.values()) == 3
    try:
        table["missing"]
    except KeyError as e:
        assert e.args == ("missing",) and type(e.__cause__).__name__ == "ExecutionFailed"
    else:
        assert False

    class Key:
        pass

    key = Key()
    table[key] = 1
    assert key in table and table[key] == 1 and Key() not in table


def iteration(items):
    assert [item for item in items] == list(items) == [*items] == [1, 2, 3]
    assert list(reversed(items)) == [3, 2, 1] and list(enumerate(items)) == [(0, 1), (1, 2), (2, 3)]
    assert sorted(items, key=lambda item: -item) == [3, 2, 1] and sum(items) == 6 and max(items) == 3
    assert dict(zip("abc", items)) == {"a": 1, "b": 2, "c": 3}
    one, *rest = items
    assert (one, rest) == (1, [2, 3])
    iterator = iter(items)
    assert next(iterator) == 1 and list(iterator) == [2, 3] and next(iterator, None) is None
    assert list(map(str, items)) == ["1", "2", "3"]
    items.extend(item for item in (4, 5))
    assert items == [1, 2, 3, 4, 5]


def generators(generator):
    def outer():
        return (yield from generator())

    for run in (generator(), outer()):
        assert next(run) == 1 and run.send("sent") == "sent"
        try:
            next(run)
        except StopIteration as e:
            assert e.value == "end"
        else:
            assert False
    run = generator()
    next(run)
    run.close()
    assert list(run) == [] and list(generator()) == [1, None]
    run = generator()
    next(run)
    try:
        run.throw(KeyError("thrown"))
    except KeyError as e:
        assert e.args == ("thrown",)


def context_managers(manager):
    with manager as entered:
        assert entered.seen == ["enter"]
    assert manager.seen == ["enter", (None, "None")]
    manager.seen.clear()
    with manager:
        raise KeyError("suppressed")
    assert manager.seen == ["enter", ("KeyError", "'suppressed'")]

    class Local(Exception):
        pass

    for error in (ValueError("passes"), Local("too")):
        try:
            with manager:
                raise error
        except type(error) as e:
            assert e is error
        else:
            assert False
    assert ("ValueError", "passes") in manager.seen and manager.seen[-1][0] == "RuntimeError"
    assert manager.seen[-1][1].endswith("Local: too")


if __name__ == "__main__":
    unittest.main()
