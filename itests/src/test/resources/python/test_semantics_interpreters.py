"""Interpreter objects and the module, points 1, 5 to 7, 9 and 12 of the specification."""

import copy
import inspect
import pickle
import queue
import sys
import threading
import unittest
from concurrent import interpreters
from concurrent.interpreters import Interpreter, InterpreterError, InterpreterNotFoundError, _crossinterp, _queues


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def refused(self, text, action, *args, error=InterpreterError, **kwargs):
        with self.assertRaises(error) as caught:
            action(*args, **kwargs)
        self.assertEqual((type(caught.exception), str(caught.exception)), (error, text))


class Module(Base):
    """The names, as the documentation has them"""

    def test_public_names(self):
        self.assertEqual(interpreters.__all__[:14], [
            "get_current", "get_main", "create", "list_all", "is_shareable", "Interpreter", "InterpreterError",
            "InterpreterNotFoundError", "ExecutionFailed", "NotShareableError", "create_queue", "Queue", "QueueEmpty",
            "QueueFull",
        ])  # fmt: skip
        for name in interpreters.__all__:
            self.assertIsNotNone(inspect.getdoc(getattr(interpreters, name)), name)
        self.assertIs(_queues.Queue, interpreters.Queue)
        self.assertIs(_queues.create, interpreters.create_queue)

    def test_signatures(self):
        for func, signature in (
            (interpreters.list_all, "()"), (interpreters.get_current, "()"), (interpreters.get_main, "()"),
            (interpreters.create, "()"), (interpreters.is_shareable, "(obj)"), (Interpreter, "(id, /)"),
            (Interpreter.is_running, "(self)"), (Interpreter.close, "(self)"),
            (Interpreter.prepare_main, "(self, ns=None, /, **kwargs)"), (Interpreter.exec, "(self, code, /)"),
            (Interpreter.call, "(self, callable, /, *args, **kwargs)"),
            (Interpreter.call_in_thread, "(self, callable, /, *args, **kwargs)"),
        ):  # fmt: skip
            self.assertEqual(str(inspect.signature(func)), signature, func)
        for method in (Interpreter, *(getattr(Interpreter, name) for name in dir(Interpreter) if name[0] != "_")):
            self.assertTrue(inspect.getdoc(method) or isinstance(method, property), method)


class Point1(unittest.TestCase):
    """Errors"""

    def test_hierarchy(self):
        for error, base in (
            (interpreters.InterpreterError, Exception),
            (interpreters.InterpreterNotFoundError, interpreters.InterpreterError),
            (interpreters.ExecutionFailed, interpreters.InterpreterError), (interpreters.NotShareableError, TypeError),
            (_queues.QueueError, RuntimeError), (_queues.QueueNotFoundError, _queues.QueueError),
        ):  # fmt: skip
            self.assertEqual(error.__bases__, (base,))
        self.assertEqual(interpreters.QueueEmpty.__bases__, (_queues.QueueError, queue.Empty))
        self.assertEqual(interpreters.QueueFull.__bases__, (_queues.QueueError, queue.Full))
        self.assertFalse(issubclass(interpreters.InterpreterError, RuntimeError))
        self.assertFalse(issubclass(interpreters.NotShareableError, InterpreterError))

    def test_names(self):
        for name in ("InterpreterError", "InterpreterNotFoundError", "ExecutionFailed", "NotShareableError"):
            error = getattr(interpreters, name)
            self.assertEqual((error.__module__, error.__qualname__), ("concurrent.interpreters", name))
            self.assertIs(pickle.loads(pickle.dumps(error)), error)

    def test_the_shared_half_of_queues_and_channels(self):
        self.assertIs(_crossinterp.NotShareableError, interpreters.NotShareableError)
        self.assertIs(_crossinterp.is_shareable, interpreters.is_shareable)


class Point5(Base):
    """Ids and objects"""

    def test_main(self):
        main = interpreters.get_main()
        self.assertIs(interpreters.get_current(), main)
        self.assertEqual((main.id, main.whence, repr(main), hash(main)), (0, "runtime init", "Interpreter(0)", hash(0)))
        self.assertEqual(interpreters.list_all(), [main])

    def test_ids_ascend_and_are_never_used_again(self):
        first, second = interpreters.create(), interpreters.create()
        self.assertEqual(second.id, first.id + 1)
        self.assertEqual([each.id for each in interpreters.list_all()], [0, first.id, second.id])
        second.close()
        third = interpreters.create()
        self.assertEqual(third.id, second.id + 1)
        self.assertEqual(interpreters.list_all(), [interpreters.get_main(), first, third])
        self.assertEqual(first.whence, "_interpreters module")

    def test_one_object_for_each_id(self):
        interp = interpreters.create()
        self.assertIs(Interpreter(interp.id), interp)
        self.assertIs(pickle.loads(pickle.dumps(interp)), interp)
        self.assertIs(copy.copy(interp), interp)
        self.assertIs(copy.deepcopy([interp])[0], interp)
        self.assertIs(interpreters.list_all()[1], interp)
        self.assertEqual((repr(interp), hash(interp)), (f"Interpreter({interp.id})", hash(interp.id)))
        self.assertNotEqual(interp, interpreters.create())
        self.assertNotEqual(interp, interp.id)
        q = interpreters.create_queue()
        q.put(interp)
        self.assertIs(q.get(), interp)

    def test_each_interpreter_has_its_own(self):
        interp = interpreters.create()
        interp.exec("from concurrent import interpreters as i\nme = i.get_current(); child = i.create()\n"
                    "assert me is i.get_current() is i.Interpreter(me.id) and i.get_main().id == 0\n"
                    "assert i.list_all() == [i.get_main(), me, child]\n"
                    "assert (me.whence, i.get_main().whence) == ('_interpreters module', 'runtime init')")
        self.assertEqual(interp.call(eval, "(me.id, child.id)"), (interp.id, interp.id + 1))
        self.assertIs(interp.call(eval, "child"), Interpreter(interp.id + 1))
        self.assertIs(interp.call(eval, "i.get_main()"), interpreters.get_main())

    def test_wrong_ids(self):
        self.refused("unrecognized interpreter ID 1000000", Interpreter, 10**6, error=InterpreterNotFoundError)
        for wrong in ("0", 0.0, None, object()):
            self.refused(f"id must be an int, got {wrong!r}", Interpreter, wrong, error=TypeError)
        self.assertRaises(ValueError, Interpreter, -1)
        self.assertRaises(OverflowError, Interpreter, 2**70)
        self.assertRaises(TypeError, Interpreter)
        self.assertRaises(TypeError, Interpreter, id=0)

    def test_attributes(self):
        interp = interpreters.create()
        interp.colour = "red"
        self.assertEqual(Interpreter(interp.id).colour, "red")
        for name in ("id", "whence"):
            self.assertRaises(AttributeError, setattr, interp, name, 1)
        self.assertIs(type(interp.id), int)

    def test_subclasses(self):
        class Own(Interpreter):
            pass

        interp = interpreters.create()
        self.assertIs(Own(interp.id), interp)
        own = Own(interp.call(eval, "__import__('concurrent.interpreters').interpreters.create().id"))
        self.assertEqual((type(own), repr(own)), (Own, f"Own({own.id})"))
        self.assertIs(Interpreter(own.id), own)


class Point6(Base):
    """Closed interpreters"""

    def test_everything_fails_but_what_it_is_called(self):
        interp = interpreters.create()
        self.assertIsNone(interp.close())
        text = f"unrecognized interpreter ID {interp.id}"
        for action, *args in ((interp.close,), (interp.exec, "pass"), (interp.call, len, ""), (interp.is_running,),
                              (interp.prepare_main, {"a": 1}), (interp.call, int), (interp.exec, 10),
                              (interp.prepare_main,), (Interpreter, interp.id)):
            self.refused(text, action, *args, error=InterpreterNotFoundError)
        self.assertEqual((repr(interp), interp.whence), (f"Interpreter({interp.id})", "_interpreters module"))
        self.assertNotIn(interp, interpreters.list_all())

    def test_others_close_it_too(self):
        first, second = interpreters.create(), interpreters.create()
        first.exec(f"from concurrent import interpreters as i\ni.Interpreter({second.id}).close()\nchild = i.create()")
        self.assertRaises(InterpreterNotFoundError, second.exec, "pass")
        first.close()
        child = interpreters.list_all()[1]
        child.exec("pass")
        thread = threading.Thread(target=child.close)
        thread.start()
        thread.join()
        self.assertEqual(interpreters.list_all(), [interpreters.get_main()])


class Point7(Base):
    """Running"""

    def running(self, interp):
        """Have the interpreter run until the function that this returns is called."""
        there, go = interpreters.create_queue(), interpreters.create_queue()
        interp.prepare_main(there=there, go=go)
        thread = threading.Thread(target=interp.exec, args=("there.put(1); go.get()",))
        thread.start()
        there.get()

        def end():
            go.put(1)
            thread.join()

        return end

    def test_main_always_is(self):
        self.assertIs(interpreters.get_main().is_running(), True)
        interp = interpreters.create()
        interp.exec("from concurrent import interpreters as i; assert i.get_main().is_running()")

    def test_while_executing_in_main(self):
        interp = interpreters.create()
        self.assertIs(interp.is_running(), False)
        interp.exec("from concurrent import interpreters as i; assert i.get_current().is_running()")
        self.assertIs(interp.call(eval, "i.get_current().is_running()"), True)
        end = self.running(interp)
        self.assertIs(interp.is_running(), True)
        end()
        self.assertIs(interp.is_running(), False)

    def test_what_a_running_one_refuses(self):
        interp = interpreters.create()
        end = self.running(interp)
        for action, *args in ((interp.exec, "pass"), (interp.call, len, ""), (interp.call, lambda: None),
                              (interp.prepare_main, {"a": 1})):
            self.refused("interpreter already running", action, *args)
        self.refused("interpreter running", interp.close)
        end()
        interp.exec("assert 'a' not in globals()")
        interp.close()

    def test_it_refuses_itself_as_well(self):
        interp = interpreters.create()
        interp.exec("from concurrent import interpreters as i\n"
                    "for action in (lambda: i.get_current().exec('pass'), lambda: i.get_current().call(len, '')):\n"
                    "    try:\n        action()\n    except i.InterpreterError as e:\n"
                    "        assert str(e) == 'interpreter already running', e\n    else:\n        assert False\n"
                    "try:\n    i.get_current().close()\nexcept i.InterpreterError as e:\n"
                    "    assert str(e) == 'cannot destroy the current interpreter', e\nelse:\n    assert False")

    def test_background_threads_do_not_count(self):
        interp, go, ended = interpreters.create(), interpreters.create_queue(), interpreters.create_queue()
        interp.prepare_main(go=go, ended=ended)
        interp.exec("import threading\nt = threading.Thread(target=lambda: ended.put(go.get()))\nt.start()")
        self.assertFalse(interp.is_running())
        interp.exec("x = 1")
        go.put("done")
        interp.exec("t.join()")
        self.assertEqual(ended.get_nowait(), "done")

    def test_the_current_one_and_main_are_no_targets(self):
        main = interpreters.get_main()
        self.refused("cannot destroy the current interpreter", main.close)
        self.refused("cannot exec code for unrecognized interpreter 0", main.exec, "pass")
        self.refused("cannot make a call in unrecognized interpreter 0", main.call, len, "")
        self.refused("cannot update __main__ for unrecognized interpreter 0", main.prepare_main, a=1)
        interp = interpreters.create()
        interp.exec("from concurrent import interpreters as i\nerrors = []\n"
                    "for action in (lambda: i.get_main().exec('1'), lambda: i.get_main().close()):\n"
                    "    try:\n        action()\n    except i.InterpreterError as e:\n        errors.append(str(e))\n")
        self.assertEqual(interp.call(eval, "errors"), ["cannot exec code for unrecognized interpreter 0",
                                                      "cannot destroy unrecognized interpreter 0"])


class Point9(Base):
    """Losing an interpreter"""

    def test_the_documentation_says_that_close_is_needed(self):
        self.assertRegex(inspect.getdoc(Interpreter), r"close\(\)")

    def test_it_lives_on_without_its_object(self):
        number = interpreters.create().id
        Interpreter(number).exec("x = 1")
        self.assertIn(number, [each.id for each in interpreters.list_all()])
        Interpreter(number).exec("assert x == 1")


class Point12(Base):
    """Races"""

    def test_listing_while_others_close(self):
        everything = [interpreters.create() for _ in range(12)]
        errors, listed = [], []

        def list_them():
            try:
                while everything[-1] in (found := interpreters.list_all()):
                    listed.append([each.id for each in found])
            except BaseException as e:
                errors.append(e)

        threads = [threading.Thread(target=list_them) for _ in range(2)]
        for each in threads:
            each.start()
        for each in everything:
            each.close()
        for each in threads:
            each.join()
        self.assertEqual(errors, [])
        self.assertTrue(all(ids == sorted(ids) and ids[0] == 0 for ids in listed))

    def test_one_of_several_callers_gets_it(self):
        interp, started, go = interpreters.create(), interpreters.create_queue(), interpreters.create_queue()
        interp.prepare_main(started=started, go=go)
        refusals = []

        def work():
            try:
                interp.exec("started.put(1); go.get()")
            except InterpreterError as e:
                refusals.append(str(e))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for each in threads:
            each.start()
        started.get()
        go.put(1)
        for each in threads:
            each.join(10)
        while any(each.is_alive() for each in threads):
            go.put(1)
            for each in threads:
                each.join(1)
        self.assertEqual(set(refusals) | {"interpreter already running"}, {"interpreter already running"})
        self.assertLess(len(refusals), 4)


if __name__ == "__main__":
    unittest.main()
