"""What the tests of shared objects share: things to be done, in main and in a subinterpreter."""

import sys
import unittest
from concurrent import interpreters
from concurrent.interpreters import share

main = sys.modules["__main__"]

# Run in main and in a subinterpreter, so that each has objects of its own.
THINGS = '''
import threading
from concurrent import interpreters
from concurrent.interpreters import SharedObjectProxy, share

class Number:
    def __init__(self, n):
        self.n = n

    def value(self, other):
        return other.n if isinstance(other, Number) else other if isinstance(other, int) else NotImplemented

    def binary(operation):
        def method(self, other):
            n = self.value(other)
            return n if n is NotImplemented else operation(self.n, n)
        return method

    __add__ = binary(lambda a, b: Number(a + b))
    __radd__ = __add__
    __sub__ = binary(lambda a, b: Number(a - b))
    __rsub__ = binary(lambda a, b: Number(b - a))
    __matmul__ = binary(lambda a, b: ("matmul", a, b))
    __eq__ = binary(lambda a, b: a == b)
    __lt__ = binary(lambda a, b: a < b)
    __divmod__ = binary(divmod)

    def __iadd__(self, other):
        self.n += other
        return self

    def __hash__(self):
        return hash(self.n)

    def __neg__(self):
        return Number(-self.n)

    def __bool__(self):
        return self.n != 0

    def __index__(self):
        return self.n

    __int__ = __index__

    def __float__(self):
        return self.n + 0.5

    def __pow__(self, exponent, modulo=None):
        return pow(self.n, exponent, modulo)

    def __round__(self, digits=None):
        return ("round", digits)

    def __format__(self, spec):
        return f"<{self.n}:{spec}>"

    def __repr__(self):
        return f"Number({self.n})"

    def __str__(self):
        return f"#{self.n}"

    def __bytes__(self):
        return bytes([self.n])


class Failing:
    def fail(self, kind, *args):
        raise kind(*args)

    def unpicklable(self):
        class Local(Exception):
            pass
        raise Local("only here")

    def unpicklable_argument(self):
        raise KeyError(threading.Lock())

    def noted(self):
        e = ValueError("noted")
        e.add_note("a note")
        raise e


class Manager:
    def __init__(self):
        self.seen = []

    def __enter__(self):
        self.seen.append("enter")
        return self

    def __exit__(self, kind, exc, tb):
        self.seen.append((kind and kind.__name__, str(exc)))
        return kind is KeyError


class Owned:
    """Where things run, and what arrives there."""

    def __init__(self):
        self.child = Number(1)
        self.got = None

    def where(self):
        return interpreters.get_current().id

    def thread(self):
        return threading.get_native_id()

    def kinds(self, *args, **kwargs):
        return tuple([type(arg).__name__ for arg in (*args, *kwargs.values())])

    def keep(self, got):
        self.got = got

    def is_own_child(self, other):
        return other is self.child

    def call(self, function, *args):
        return function(*args)


def generator():
    got = yield 1
    yield got
    return "end"


def things():
    return {"five": Number(5), "zero": Number(0), "items": [1, 2, 3], "table": {}, "generator": generator,
            "failing": Failing(), "manager": Manager(), "owned": Owned()}
'''


class Base(unittest.TestCase):
    """Gives tests a subinterpreter, and both it and main's __main__ the things."""

    @classmethod
    def setUpClass(cls):
        cls.sub = interpreters.create()
        cls.addClassCleanup(cls.sub.close)
        cls.queue = interpreters.create_queue()
        cls.sub.prepare_main(queue=cls.queue)
        cls.sub.exec(THINGS)

    def from_sub(self, *names):
        """Give proxies of new things of the subinterpreter."""
        self.sub.prepare_main(names=names)
        self.sub.exec("made = things(); queue.put(tuple([share(made[name]) for name in names]))")
        return self.queue.get()

    def from_main(self, *names):
        made = main.things()
        return [share(made[name]) for name in names]

    def everywhere(self, check, *names):
        """Run a check on proxies of main's objects in main and in the subinterpreter, and of its objects in main."""
        with self.subTest("main's in main"):
            check(*self.from_main(*names))
        with self.subTest("main's in the other"):
            self.sub.call(check, *self.from_main(*names))
        with self.subTest("the other's in main"):
            check(*self.from_sub(*names))
