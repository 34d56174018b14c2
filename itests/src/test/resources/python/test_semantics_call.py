"""call() and call_in_thread(), points 15 to 19 of the specification: what travels, and where it runs. This file is run
as a script, so its functions and classes are those of __main__. Interpreters run it again, so it imports little."""

import collections
import dataclasses
import enum
import functools
import importlib.machinery
import os
import sys
import threading
import unittest
from concurrent import interpreters
from concurrent.interpreters import ExecutionFailed, InterpreterError, NotShareableError

HIDDEN = "<fake __main__>"
count = 0


def add(n=1):
    global count
    count += n
    return count


def where():
    return __name__, __file__


def current():
    return interpreters.get_current().id


class Point:
    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def __eq__(self, other):
        return type(other) is Point and (self.x, self.y) == (other.x, other.y)

    def moved(self, dx):
        return Point(self.x + dx, self.y)

    def __call__(self, *args):
        return self.x, args

    @classmethod
    def origin(cls):
        return cls(0)

    @staticmethod
    def nothing():
        pass

    class Inner:
        pass


@dataclasses.dataclass
class Record:
    name: str
    points: list = dataclasses.field(default_factory=list)


class Color(enum.Enum):
    RED = 1


Pair = collections.namedtuple("Pair", "a b")


class Oops(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def raise_oops():
    raise Oops(7)


def make(kind, *args):
    return {"Point": Point, "Record": Record, "Pair": Pair, "Oops": Oops}[kind](*args)


def kind_of(obj):
    return type(obj).__module__, type(obj).__qualname__


def identity(obj):
    return obj, count


def give_back(obj):
    return obj


def nest(depth):
    """Call the same function in an interpreter of this one's own, and so on."""
    here = [(interpreters.get_current().id, __name__)]
    if depth:
        other = interpreters.create()
        try:
            here += other.call(nest, depth - 1)
        finally:
            other.close()
    return here


class Base(unittest.TestCase):
    def setUp(self):
        self.interp = interpreters.create()
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def refused(self, text, func, *args, **kwargs):
        with self.assertRaisesRegex(NotShareableError, text) as caught:
            self.interp.call(func, *args, **kwargs)
        self.assertEqual(self.interp.call(len, "still usable"), 12)
        return caught.exception

    def failure(self, func, *args):
        with self.assertRaises(ExecutionFailed) as caught:
            self.interp.call(func, *args)
        return caught.exception


class Point15(Base):
    """call(callable, /, *args, **kwargs)"""

    def test_names_of_its_own_are_free_for_keywords(self):
        def keywords(**kwargs):
            return kwargs

        given = {"callable": 1, "self": 2, "args": 3, "kwargs": 4, "func": 5, "number": 6, "names": 7}
        self.assertEqual(self.interp.call(keywords, **given), given)

    def test_arguments_of_every_kind(self):
        def full(a, /, b, *rest, c, **more):
            return a, b, rest, c, more

        self.assertEqual(self.interp.call(full, 1, [2], 3, {4}, c=b"5", d=None), (1, [2], (3, {4}), b"5", {"d": None}))

    def test_what_is_not_callable(self):
        for wrong in (5, "print()", None, [len]):
            with self.assertRaisesRegex(TypeError, "^expected a callable, got ") as caught:
                self.interp.call(wrong)
            self.assertEqual(str(caught.exception), f"expected a callable, got {wrong!r}")
            self.assertIs(type(caught.exception), TypeError)

    def test_wrong_arguments_are_a_failure_over_there(self):
        self.assertEqual(self.failure(len).excinfo.type.__name__, "TypeError")
        self.assertEqual(self.failure(Point).excinfo.type.__name__, "TypeError")

    def test_base_exceptions_are_failures_too(self):
        def leave(name):
            raise {"s": SystemExit(3), "k": KeyboardInterrupt(), "g": GeneratorExit("g")}[name]

        names = [self.failure(leave, name).excinfo.type.__name__ for name in "skg"]
        self.assertEqual(names, ["SystemExit", "KeyboardInterrupt", "GeneratorExit"])

    def test_what_cannot_travel_there(self):
        def write_down(*args):
            global reached
            reached = args

        self.refused(r"args\[1\]: _thread\.", write_down, 1, threading.Lock())
        self.refused(r"kwargs\['key'\]: _thread\.", write_down, key=threading.Lock())
        self.refused(r"args\[0\]\[1\]\[2\]: _thread\.", write_down, (1, (2, 3, threading.Lock())))
        self.refused(r"^callable(\.__self__)?: ", threading.Lock().acquire)
        self.assertFalse(self.interp.call(eval, "'reached' in globals()"))

    def test_what_cannot_travel_back(self):
        def write_down():
            import threading

            global reached
            reached = 1
            return {"a": [threading.Lock()]}

        self.refused(r"result\['a'\]\[0\]: _thread\.", write_down)
        self.assertEqual(self.interp.call(eval, "reached"), 1)

    def test_what_would_leave_instead_of_travelling_back(self):
        self.interp.exec("class Leaves(Exception):\n    def __str__(self): raise SystemExit(3)\n"
                         "class Result:\n    def __init__(self, error): self.error = error\n"
                         "    def __reduce__(self): raise self.error")
        self.refused("SystemExit: 3", eval, "Result(SystemExit(3))")
        self.refused("", eval, "Result(Leaves())")

    def test_what_cannot_be_unpickled_there(self):
        self.refused("object could not be unpickled: ZeroDivisionError", give_back, Explosive())
        self.refused("object could not be unpickled: ZeroDivisionError", Explosive().method)

    def test_what_cannot_be_unpickled_here(self):
        def explosive():
            import sys

            return sys.modules["<fake __main__>"].Explosive(only_in=0)

        self.interp.call(add)
        self.refused("object could not be unpickled: ZeroDivisionError", explosive)

    def test_closed_and_main_interpreters_come_first(self):
        for wrong in (5, len, lambda: self):
            with self.assertRaises(InterpreterError) as caught:
                interpreters.get_main().call(wrong)
            self.assertEqual(str(caught.exception), "cannot make a call in unrecognized interpreter 0")
        self.interp.close()
        for wrong in (5, len, lambda: self):
            with self.assertRaises(interpreters.InterpreterNotFoundError):
                self.interp.call(wrong)


class Explosive:
    """Cannot be unpickled anywhere, or in one interpreter."""

    def __init__(self, only_in=None):
        self.only_in = only_in

    def __setstate__(self, state):
        if state["only_in"] in (None, current()):
            1 / 0

    def method(self):
        pass


class Point16(Base):
    """Stateless functions"""

    def test_run_in_main_there(self):
        def name():
            return globals()["__name__"], vars().get("x"), dir() == []

        self.assertEqual(self.interp.call(name), ("__main__", None, True))
        self.assertEqual(self.interp.call(lambda: globals()["__name__"]), "__main__")

    def test_a_stored_global_goes_into_main(self):
        def store(value):
            global stored
            stored = value

        self.interp.call(store, [1])
        self.interp.exec("assert stored == [1]")
        self.assertNotIn("stored", globals())

    def test_what_they_may_have(self):
        def rich(a: int, *args: "str", key: Point, **kwargs) -> Point:
            """A docstring."""
            import json
            from os.path import join as j

            def inner(x):
                nonlocal a
                a += x
                return [i * a for i in range(2)]

            class Local:
                b = a

                def method(self):
                    return self.b, __class__.__name__

            local = Local().method()
            return inner(2), a, args, key, kwargs, json.dumps(None), j("a", "b"), local, sorted({3, len("ab")})

        self.assertEqual(self.interp.call(rich, 1, 2, key=3, z=4),
                         ([0, 3], 3, (2,), 3, {"z": 4}, "null", "a/b", (1, "Local"), [2, 3]))

    def test_exceptions_and_tracebacks_know_the_file(self):
        def fail():
            raise ValueError("here")

        display = self.failure(fail).excinfo.errdisplay
        line = fail.__code__.co_firstlineno + 1
        self.assertEqual(display, f'Traceback (most recent call last):\n  File "{__file__}", line {line}, in fail\n'
                                  '    raise ValueError("here")\nValueError: here')

    def test_what_is_not_stateless_and_has_no_name_is_refused(self):
        outer = 1

        def closure():
            return outer

        def defaults(a=1):
            return a

        def keyword_defaults(*, a=1):
            return a

        def reads_global():
            return count

        def recursive():
            return recursive()

        for func in (closure, defaults, keyword_defaults, reads_global, recursive, lambda: outer, lambda: count):
            self.assertEqual(str(self.refused("", func)), "only stateless functions are shareable")
        self.assertIn("globals: count", str(self.refused("", reads_global).__cause__))

    def test_a_shadowed_builtin_counts_as_global(self):
        def uses_abs():
            return abs(-2)

        self.assertEqual(self.interp.call(uses_abs), 2)
        globals()["abs"] = lambda number: 42
        try:
            self.refused("only stateless functions are shareable", uses_abs)
        finally:
            del globals()["abs"]
        self.assertEqual(self.interp.call(uses_abs), 2)

    def test_travel_as_arguments_results_and_messages(self):
        def twice(x):
            return x * 2

        def apply(func, arg):
            return func(arg), func.__name__, func.__globals__["__name__"]

        def maker():
            return lambda x: x + 1

        self.assertEqual(self.interp.call(apply, twice, 21), (42, "twice", "__main__"))
        self.assertEqual(self.interp.call(apply, lambda x: -x, 1), (-1, "<lambda>", "__main__"))
        self.assertEqual(self.interp.call(maker)(1), 2)
        q = interpreters.create_queue()
        q.put((twice, 1))
        self.assertEqual(q.get()[0](4), 8)
        outer = 1
        self.refused(r"args\[0\]: function .*<lambda>.* not stateless.* outer", apply, lambda: outer, 1)

    def test_the_same_function_in_several_interpreters_and_again(self):
        def bump(n):
            names = globals()
            names["bumps"] = names.get("bumps", 0) + n
            return names["bumps"]

        others = [self.interp, interpreters.create()]
        got = [each.call(bump, i) for i in range(3) for each in others]
        self.assertEqual(got, [0, 0, 1, 1, 3, 3])
        for _ in range(300):
            exec(f"def f{_}(): return {_}", scope := {})
            self.assertEqual(self.interp.call(scope[f"f{_}"]), _)
        self.assertEqual([each.call(bump, 4) for each in others], [7, 7])


class Point17(Base):
    """Functions and classes of modules, and of __main__"""

    def test_functions_of_a_module_run_in_it(self):
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            sys.path.insert(0, folder)
            self.addCleanup(sys.path.remove, folder)
            with open(f"{folder}/counting_module.py", "w") as file:
                file.write("total = 0\n\ndef add(n):\n    global total\n    total += n\n    return total, __name__\n")
            import counting_module

            self.interp.exec(f"import sys; sys.path.insert(0, {folder!r})")
            self.assertEqual(self.interp.call(counting_module.add, 2), (2, "counting_module"))
            self.assertEqual(self.interp.call(counting_module.add, 3), (5, "counting_module"))
            self.assertEqual(counting_module.total, 0)
            other = interpreters.create()
            with self.assertRaisesRegex(NotShareableError, "could not be found.*counting_module"):
                other.call(counting_module.add, 1)

    def test_functions_of_main_run_in_a_hidden_copy(self):
        self.assertEqual(where(), ("__main__", __file__))
        self.assertEqual(self.interp.call(where), (HIDDEN, __file__))

    def test_the_copy_persists_and_neither_main_changes(self):
        before = self.interp.call(dir)
        self.assertEqual([self.interp.call(add), self.interp.call(add, 3)], [1, 4])
        self.assertEqual(interpreters.create().call(add), 1)
        self.assertEqual(count, 0)
        self.assertEqual(self.interp.call(dir), before)
        self.assertFalse(self.interp.call(eval, "hasattr(__import__('sys').modules['__main__'], 'add')"))

    def test_methods_classes_and_instances_of_main(self):
        call = self.interp.call
        self.assertEqual(call(Point, 1, y=2), Point(1, 2))
        self.assertEqual(call(Point(1, 2).moved, 3), Point(4, 2))
        self.assertEqual(call(Point(5), 6), (5, (6,)))
        self.assertEqual(call(Point.origin), Point(0))
        self.assertIsNone(call(Point.nothing))
        self.assertEqual(call(functools.partial(make, "Point"), 8), Point(8))
        self.assertEqual(call(kind_of, Point(1)), (HIDDEN, "Point"))
        self.assertIs(type(call(Point.Inner)), Point.Inner)

    def test_objects_of_main_come_back(self):
        call = self.interp.call
        self.assertEqual(call(make, "Record", "r", [Point(1)]), Record("r", [Point(1)]))
        self.assertEqual(call(make, "Pair", 1, {2: Point}), Pair(1, {2: Point}))
        self.assertIs(call(eval, "__import__('sys').modules['<fake __main__>'].Color.RED"), Color.RED)
        self.assertIs(call(identity, Point)[0], Point)
        self.assertIs(call(identity, where)[0], where)
        self.assertIs(call(identity, [Color.RED])[0][0], Color.RED)
        exc = call(make, "Oops", 5)
        self.assertEqual((type(exc), exc.code), (Oops, 5))

    def test_exceptions_of_main(self):
        info = self.failure(raise_oops).excinfo
        self.assertEqual((info.type.__name__, info.type.__module__, info.msg), ("Oops", HIDDEN, "7"))
        self.assertEqual(info.formatted, f"{HIDDEN}.Oops: 7")
        line = raise_oops.__code__.co_firstlineno + 1
        self.assertIn(f'File "{__file__}", line {line}, in raise_oops', info.errdisplay)

    def test_queues_carry_objects_of_main_both_ways(self):
        there, back = interpreters.create_queue(), interpreters.create_queue()
        self.interp.prepare_main(there=there, back=back)
        there.put([Point(1), Record("a")])
        self.interp.exec("p, r = there.get(); back.put({'p': p.moved(2), 'r': r}); back.put((p, type(r)))")
        self.assertEqual(back.get(), {"p": Point(3), "r": Record("a")})
        self.assertEqual(back.get(), (Point(1), Record))
        there.put(Point(9))
        self.assertEqual(there.get(), Point(9))

    def test_two_subinterpreters_exchange_them(self):
        q, other = interpreters.create_queue(), interpreters.create()
        self.interp.call(q.put, Point(1))
        self.assertEqual(other.call(q.get), Point(1))
        self.interp.call(q.put, Point(2))
        other.prepare_main(q=q)
        other.exec("assert q.get().x == 2")

    def test_subinterpreters_of_subinterpreters(self):
        names = [name for _, name in nest(2)]
        self.assertEqual(names, ["__main__", HIDDEN, HIDDEN])
        ids = [number for number, _ in self.interp.call(nest, 2)]
        self.assertEqual((ids[0], len(set(ids))), (self.interp.id, 3))

    def test_what_main_there_has_of_that_name_goes_first(self):
        self.interp.exec("class Point:\n    def __init__(self, x): self.x = x")
        q = interpreters.create_queue()
        self.interp.prepare_main(q=q)
        q.put(Point(4))
        self.interp.exec("p = q.get(); assert type(p) is Point and p.x == 4; q.put(Point(5)); q.put(p)")
        self.assertEqual([q.get().x, type(q.get())], [5, Point])
        self.assertFalse(self.interp.call(eval, f"{HIDDEN!r} in __import__('sys').modules"))

    def test_what_the_script_does_not_define_again(self):
        def added():
            return count

        added.__qualname__ = "added"
        globals()["added"] = added
        try:
            self.refused(f"the script '{__file__}' defines no 'added' when it is run as '{HIDDEN}'", added)
        finally:
            del globals()["added"]

    def test_what_has_no_script(self):
        q = interpreters.create_queue()
        self.interp.prepare_main(q=q)
        self.interp.exec("class Own: pass\nq.put(Own())\nq.put(Own())\nassert type(q.get()) is Own")
        with self.assertRaisesRegex(NotShareableError,
                                    f"no 'Own' in its __main__, and code that was executed in interpreter "
                                    f"{self.interp.id} cannot .* module that can be imported"):
            q.get()


class OtherPrograms(Base):
    """Point 17 for programs that are started in other ways: what stands in __main__ then stands there for a while."""

    def setUp(self):
        import tempfile

        super().setUp()
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.main = sys.modules["__main__"]
        self.addCleanup(sys.modules.__setitem__, "__main__", self.main)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def test_a_module(self):
        import runpy

        os.mkdir(f"{self.folder}/made_package")
        self.write("made_package/__init__.py", "")
        self.write("made_package/part.py", "name = __name__\n")
        self.write("made_package/program.py",
                   "from . import part\nfrom concurrent import interpreters\n\ndef f():\n"
                   "    return __name__, part.name, __spec__.name\n\nif __name__ == '__main__':\n"
                   "    result = interpreters.list_all()[-1].call(f)\n")
        sys.path.insert(0, self.folder)
        self.addCleanup(sys.path.remove, self.folder)
        self.interp.exec(f"import sys; sys.path.insert(0, {self.folder!r})")
        result = runpy.run_module("made_package.program", run_name="__main__", alter_sys=True)["result"]
        self.assertEqual(result, (HIDDEN, "made_package.part", "made_package.program"))

    def test_an_archive_and_a_folder(self):
        import runpy
        import zipfile

        program = ("from concurrent import interpreters\n\ndef f():\n    return __name__, __file__\n\n"
                   "if __name__ == '__main__':\n    result = interpreters.list_all()[-1].call(f)\n")
        path = self.write("__main__.py", program)
        self.assertEqual(runpy.run_path(self.folder, run_name="__main__")["result"], (HIDDEN, path))
        archive = f"{self.folder}/program.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.write(path, "__main__.py")
        self.interp = interpreters.create()
        self.assertEqual(runpy.run_path(archive, run_name="__main__")["result"], (HIDDEN, f"{archive}/__main__.py"))

    def test_a_program_without_a_file(self):
        main = sys.modules["__main__"] = type(sys)("__main__")
        exec("def f(): return f", main.__dict__)
        before, sys.argv[0] = sys.argv[0], "-c"
        self.addCleanup(sys.argv.__setitem__, 0, before)
        self.refused("a program given by -c cannot be run again there: define 'f' in a script file", main.f)
        self.interp.exec("def f(): return 'own'")
        self.assertEqual(self.interp.call(main.f), "own")
        q = interpreters.create_queue()
        q.put(main.f)
        self.assertIs(q.get(), main.f)

    def run_script(self, text):
        import runpy

        path = self.write("program.py", text)
        return runpy.run_path(path, run_name="__main__"), path

    def test_a_script_that_fails_when_it_is_run_again(self):
        for statement, error in (("1 / 0", "ZeroDivisionError: division by zero"),
                                 ("raise SystemExit(3)", "SystemExit: 3")):
            text = f"x = 1\n\ndef f():\n    return x\n\nif __name__ != '__main__':\n    {statement}\n"
            with self.subTest(statement):
                path = self.write("program.py", text)
                main = sys.modules["__main__"] = type(sys)("__main__")
                main.__file__ = path
                exec(compile(text, path, "exec"), main.__dict__)
                self.refused(f"the script '{path}', run again as '{HIDDEN}' in interpreter {self.interp.id}, failed in "
                             f"line 7 with {error}", main.f)
                # It gets another chance.
                self.write("program.py", text.replace("!=", "=="))
                self.assertEqual(self.interp.call(main.f), 1)
                self.interp.close()
                self.interp = interpreters.create()

    def test_a_script_without_a_guard_does_not_run_for_ever(self):
        with self.assertRaisesRegex(NotShareableError, "under if __name__ == '__main__':"):
            self.run_script("from concurrent import interpreters\nx = 1\n\ndef f():\n    return x\n\n"
                            "interp = interpreters.create()\ntry:\n    result = interp.call(f)\n"
                            "finally:\n    interp.close()\n")

    def test_threads_wait_for_one_run_of_the_script(self):
        ran = interpreters.create_queue()
        path = self.write("program.py", "import sys\nloads = getattr(sys, 'loads', 0) + 1\nsys.loads = loads\n\n"
                                        "class C:\n    pass\n\ndef f():\n    return loads\n")
        main = sys.modules["__main__"] = type(sys)("__main__")
        main.__file__ = path
        with open(path) as file:
            exec(compile(file.read(), path, "exec"), main.__dict__)
        for _ in range(4):
            ran.put(main.C())
        self.interp.prepare_main(ran=ran)
        self.interp.exec("import threading, sys\ngot = []\n"
                         "threads = [threading.Thread(target=lambda: got.append(type(ran.get()))) for _ in range(4)]\n"
                         "for t in threads: t.start()\nfor t in threads: t.join()\n"
                         "assert len(got) == 4 and len(set(got)) == 1 and sys.loads == 1, (got, sys.loads)")


class Point18(Base):
    """eval, exec, dir and their kin, called directly"""

    def test_eval_and_exec_act_on_main(self):
        self.assertIsNone(self.interp.call(exec, "a = 1\nassert __name__ == '__main__'"))
        self.assertEqual(self.interp.call(eval, "a + 1"), 2)
        self.interp.exec("assert a == 1")
        self.assertEqual(self.interp.call(eval, "a", {"a": 5}), 5)
        self.assertEqual(self.interp.call(eval, "a + b", None, {"b": 6}), 7)
        self.assertIsNone(self.interp.call(exec, "b = 2", {}))
        self.assertEqual(self.failure(eval, "b").excinfo.type.__name__, "NameError")

    def test_dir_lists_main(self):
        self.assertNotIn("spam", self.interp.call(dir))
        self.interp.prepare_main(spam=1)
        names = self.interp.call(dir)
        self.assertLessEqual({"spam", "__name__", "__builtins__"}, set(names))
        self.assertEqual(names, sorted(names))
        self.assertEqual(self.interp.call(dir, 1), dir(1))

    def test_names_of_a_main_that_nobody_has_used(self):
        names = self.interp.call(dir)
        self.assertEqual(names, ["__builtins__", "__doc__", "__loader__", "__name__", "__package__", "__spec__"])
        values = [self.interp.call(eval, name) for name in names[1:]]
        self.assertEqual(values, [None, importlib.machinery.BuiltinImporter, "__main__", None, None])
        self.interp.exec("answer: int = 42")
        self.interp.exec("assert __annotations__ == {'answer': int}")

    def test_namespaces_cannot_travel(self):
        for func in (globals, locals, vars):
            self.refused("^result", func)

    def test_tracebacks_have_no_frames_of_ours(self):
        display = self.failure(eval, "1 / 0").excinfo.errdisplay
        self.assertEqual(display, 'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\n'
                                  "ZeroDivisionError: division by zero")


class Point19(Base):
    """call_in_thread()"""

    def setUp(self):
        super().setUp()
        self.caught = []
        self.addCleanup(setattr, threading, "excepthook", threading.excepthook)
        threading.excepthook = self.caught.append

    def run_thread(self, func, *args, **kwargs):
        thread = self.interp.call_in_thread(func, *args, **kwargs)
        self.assertIsInstance(thread, threading.Thread)
        self.assertFalse(thread.daemon)
        self.assertIsNotNone(thread.ident)
        thread.join()

    def test_it_gives_a_started_thread(self):
        def put(q, *, target, args):
            q.put((target, args))

        q = interpreters.create_queue()
        self.run_thread(put, q, target=1, args=2)
        self.assertEqual(q.get_nowait(), (1, 2))
        self.assertEqual(self.caught, [])

    def test_results_are_dropped(self):
        self.run_thread(dict, a=1)
        self.assertEqual(self.caught, [])

    def test_exceptions_go_to_the_hook(self):
        self.run_thread(raise_oops)
        self.run_thread(len, threading.Lock())
        self.run_thread(5)
        self.interp.close()
        self.run_thread(len, "")
        self.assertEqual([each.exc_type for each in self.caught],
                         [ExecutionFailed, NotShareableError, TypeError, interpreters.InterpreterNotFoundError])


if __name__ == "__main__":
    unittest.main()
