"""concurrent.interpreters and its queues, as Python programmers know them; run by the command, so from the main
interpreter of a real script."""

import os
import pickle
import queue
import signal
import sys
import threading
import unittest
from concurrent import interpreters


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()


class Interpreters(Base):
    def test_main_is_current_and_listed_first(self):
        main = interpreters.get_main()
        self.assertIs(interpreters.get_current(), main)
        self.assertEqual((main.id, main.whence, repr(main)), (0, "runtime init", "Interpreter(0)"))
        self.assertTrue(main.is_running())
        first, second = interpreters.create(), interpreters.create()
        self.assertEqual(interpreters.list_all(), [main, first, second])
        self.assertEqual(first.whence, "_interpreters module")

    def test_one_object_for_each_id(self):
        interp = interpreters.create()
        self.assertIs(interpreters.Interpreter(interp.id), interp)
        self.assertIs(pickle.loads(pickle.dumps(interp)), interp)
        self.assertRaises(TypeError, interpreters.Interpreter, "0")
        self.assertRaises(ValueError, interpreters.Interpreter, -1)
        self.assertRaises(interpreters.InterpreterNotFoundError, interpreters.Interpreter, 10**6)

    def test_error_hierarchy(self):
        self.assertIs(interpreters.InterpreterError.__base__, Exception)
        self.assertTrue(issubclass(interpreters.ExecutionFailed, interpreters.InterpreterError))
        self.assertIs(interpreters.NotShareableError.__base__, TypeError)
        self.assertTrue(issubclass(interpreters.QueueEmpty, queue.Empty))
        self.assertTrue(issubclass(interpreters.QueueFull, queue.Full))

    def test_closed_interpreter_is_not_found(self):
        interp = interpreters.create()
        interp.close()
        for action in (interp.close, interp.is_running, lambda: interp.exec("1"), lambda: interp.call(len, ""),
                       lambda: interp.prepare_main(a=1)):
            with self.assertRaisesRegex(interpreters.InterpreterNotFoundError, f"ID {interp.id}$"):
                action()
        self.assertEqual(repr(interp), f"Interpreter({interp.id})")

    def test_the_current_one_and_main_cannot_be_closed(self):
        with self.assertRaisesRegex(interpreters.InterpreterError, "cannot destroy the current interpreter"):
            interpreters.get_current().close()
        interp = interpreters.create()
        with self.assertRaises(interpreters.ExecutionFailed) as caught:
            interp.exec("from concurrent import interpreters; interpreters.get_main().close()")
        self.assertEqual(caught.exception.excinfo.type.__name__, "InterpreterError")

    def test_close_does_not_wait_for_a_thread_from_outside(self):
        interp = interpreters.create()
        interp.exec("pass")
        thread = threading.Thread(target=interp.exec, args=("import threading",))
        thread.start()
        thread.join()
        interp.close()

    def test_close_waits_for_threads_inside(self):
        interp, ended = interpreters.create(), interpreters.create_queue()
        interp.prepare_main(ended=ended)
        interp.exec("import threading, time\n"
                    "threading.Thread(target=lambda: (time.sleep(0.5), ended.put('thread'))).start()\n"
                    "import atexit\natexit.register(ended.put, 'atexit')")
        interp.close()
        self.assertEqual([ended.get_nowait(), ended.get_nowait()], ["thread", "atexit"])

    def test_interpreters_know_themselves_and_make_others(self):
        interp = interpreters.create()
        interp.exec("from concurrent import interpreters as i; me = i.get_current(); child = i.create()")
        self.assertEqual(interp.call(current_id), interp.id)
        self.assertEqual(len(interpreters.list_all()), 3)

    def test_modules_beside_the_script_are_found(self):
        interp = interpreters.create()
        self.assertEqual(interp.call(first_path), sys.path[0])


def current_id():
    from concurrent import interpreters

    return interpreters.get_current().id


def first_path():
    import sys

    return sys.path[0]


class Exec(Base):
    def test_namespace_of_main_persists(self):
        interp = interpreters.create()
        self.assertIsNone(interp.exec("x = 1; assert __name__ == '__main__'"))
        interp.exec(b"x += 1")
        interp.exec("assert x == 2")

    def test_function_runs_in_main_there(self):
        def script():
            global y
            y = 5

        interp = interpreters.create()
        interp.exec(script)
        interp.exec("assert y == 5")
        self.assertNotIn("y", globals())

    def test_what_is_no_script_is_refused(self):
        interp = interpreters.create()
        closed_over = 1
        for wrong, text in ((lambda: 1, "returns a value"), (lambda: closed_over, "closures"),
                            (with_argument, "args not supported"), (with_value, "returns a value")):
            with self.assertRaisesRegex(ValueError, text):
                interp.exec(wrong)
        with self.assertRaisesRegex(TypeError, "unsupported script 10"):
            interp.exec(10)

    def test_code_that_does_not_compile_raises_here(self):
        interp = interpreters.create()
        with self.assertRaises(SyntaxError) as caught:
            interp.exec("a b")
        self.assertEqual(caught.exception.filename, "<script>")
        self.assertRaises(IndentationError, interp.exec, "  x = 1")

    def test_failure_is_a_snapshot(self):
        interp = interpreters.create()
        with self.assertRaises(interpreters.ExecutionFailed) as caught:
            interp.exec("def f():\n    raise ValueError('boom')\nf()")
        failure = caught.exception
        self.assertEqual(failure.args, ("ValueError: boom",))
        self.assertEqual((failure.excinfo.type.__name__, failure.excinfo.type.__module__), ("ValueError", "builtins"))
        self.assertEqual((failure.excinfo.msg, failure.excinfo.formatted), ("boom", "ValueError: boom"))
        self.assertTrue(failure.excinfo.errdisplay.startswith("Traceback (most recent call last):\n"))
        self.assertIn('File "<script>", line 2, in f', failure.excinfo.errdisplay)
        self.assertEqual(str(failure), f"ValueError: boom\n\nUncaught in the interpreter:\n\n{failure.excinfo.errdisplay}")
        self.assertIsNone(failure.__cause__)

    def test_exits_and_interrupts_end_neither_thread_nor_process(self):
        interp = interpreters.create()
        for code in ("raise SystemExit(3)", "raise KeyboardInterrupt", "raise GeneratorExit"):
            self.assertRaises(interpreters.ExecutionFailed, interp.exec, code)
        interp.exec("pass")

    def test_second_run_is_refused(self):
        interp, there, go = interpreters.create(), interpreters.create_queue(), interpreters.create_queue()
        interp.prepare_main(there=there, go=go)
        thread = threading.Thread(target=interp.exec, args=("there.put(1); go.get()",))
        thread.start()
        there.get()
        self.assertTrue(interp.is_running())
        for action in (lambda: interp.exec("1"), lambda: interp.call(len, ""), interp.close):
            self.assertRaises(interpreters.InterpreterError, action)
        go.put(None)
        thread.join()
        self.assertFalse(interp.is_running())

    def test_signal_handler_is_the_default_one(self):
        self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)


def with_argument(x):
    pass


def with_value():
    return 1


class PrepareMain(Base):
    def test_binds_shareable_values_only(self):
        interp = interpreters.create()
        interp.prepare_main({"a": 1}, b="two", c=(None, (True,)))
        interp.exec("assert (a, b, c) == (1, 'two', (None, (True,)))")
        for wrong in ([], {}, object()):
            self.assertRaises(interpreters.NotShareableError, interp.prepare_main, a=2, d=wrong)
        interp.exec("assert a == 1 and 'd' not in globals()")
        self.assertRaises(ValueError, interp.prepare_main)


class Call(Base):
    def test_arguments_and_result_cross(self):
        def work(a, *rest, key):
            import os

            return {"got": (a, rest, key), "pid": os.getpid()}

        interp = interpreters.create()
        self.assertEqual(interp.call(work, 1, [2], key={"k"}), {"got": (1, ([2],), {"k"}), "pid": os.getpid()})
        self.assertEqual(interp.call(len, "abc"), 3)

    def test_stateless_means_no_globals_read(self):
        interp = interpreters.create()
        self.assertEqual(interp.call(uses_attribute_named_like_a_global), [1])
        offset = 1
        self.assertRaises(interpreters.NotShareableError, interp.call, lambda: offset)

    def test_errors_tell_what_cannot_travel(self):
        interp = interpreters.create()
        with self.assertRaisesRegex(interpreters.NotShareableError, r"args\[1\]: .*[Ll]ock"):
            interp.call(len, 1, threading.Lock())
        self.assertRaises(interpreters.NotShareableError, interp.call, returns_lock)
        with self.assertRaisesRegex(TypeError, "expected a callable, got 5"):
            interp.call(5)
        self.assertRaises(interpreters.ExecutionFailed, interp.call, len)
        self.assertEqual(interp.call(len, ""), 0)

    def test_call_in_thread_gives_a_started_thread(self):
        interp, results = interpreters.create(), interpreters.create_queue()
        thread = interp.call_in_thread(puts, results)
        self.assertEqual(results.get(timeout=60), 42)
        thread.join()

    def test_calls_nest_over_two_interpreters(self):
        interp = interpreters.create()
        self.assertEqual(interp.call(nested), "deep")


def uses_attribute_named_like_a_global():
    class Namespace:
        os = [1]

    return Namespace.os


def returns_lock():
    import threading

    return threading.Lock()


def puts(results):
    results.put(42)


def nested():
    from concurrent import interpreters

    other = interpreters.create()
    try:
        return other.call(str.lower, "DEEP")
    finally:
        other.close()


class Queues(Base):
    VALUES = (None, True, 0, -1, 2**63 - 1, -(2**63), 2**63, -(10**40), 0.5, -0.0, float("inf"), "", "ascii", "é☃🐍\0",
              "\ud800\udc00", "\udfff", b"", bytes(range(256)), (), (1, ("x", None)), [1, {"a": (2,)}], {1, 2}, 3j)

    def test_every_value_comes_out_equal_and_of_its_type(self):
        interp, there, back = interpreters.create(), interpreters.create_queue(), interpreters.create_queue()
        interp.prepare_main(there=there, back=back)
        for value in self.VALUES:
            there.put(value)
        interp.exec(f"for _ in range({len(self.VALUES)}): back.put(there.get())")
        for value in self.VALUES:
            got = back.get_nowait()
            self.assertEqual((type(got), repr(got)), (type(value), repr(value)))

    def test_order_and_sizes(self):
        q = interpreters.create_queue(3)
        for i in range(3):
            self.assertFalse(q.full())
            q.put(i)
        self.assertTrue(q.full())
        self.assertEqual((q.maxsize, q.qsize(), q.empty()), (3, 3, False))
        self.assertRaises(interpreters.QueueFull, q.put_nowait, 3)
        self.assertRaises(interpreters.QueueFull, q.put, 3, timeout=0.01)
        self.assertEqual([q.get() for _ in range(3)], [0, 1, 2])
        self.assertRaises(interpreters.QueueEmpty, q.get_nowait)
        self.assertRaises(interpreters.QueueEmpty, q.get, timeout=0.01)
        self.assertRaises(ValueError, q.get, timeout=-1)

    def test_bounds_are_kept_as_given(self):
        self.assertEqual(interpreters.create_queue(-10).maxsize, -10)
        self.assertFalse(interpreters.create_queue().full())
        for wrong in ("1", 1.0, None):
            self.assertRaises(TypeError, interpreters.create_queue, wrong)
        self.assertRaises(OverflowError, interpreters.create_queue, 2**70)

    def test_one_object_for_each_id(self):
        q = interpreters.create_queue()
        self.assertIs(interpreters.Queue(q.id), q)
        self.assertIs(pickle.loads(pickle.dumps(q)), q)
        q.put(q)
        self.assertIs(q.get(), q)

    def test_what_cannot_be_pickled_is_not_queued(self):
        q = interpreters.create_queue()
        self.assertRaises(interpreters.NotShareableError, q.put, threading.Lock())
        self.assertTrue(q.empty())

    def test_copies_are_taken_at_put(self):
        q, items = interpreters.create_queue(), [1]
        q.put(items)
        items.append(2)
        self.assertEqual(q.get(), [1])

    def test_blocked_put_and_get_go_on(self):
        interp, there, back = interpreters.create(), interpreters.create_queue(1), interpreters.create_queue(1)
        interp.prepare_main(there=there, back=back)
        thread = threading.Thread(target=interp.exec, args=("while (n := there.get()) is not None: back.put(n + 1)",))
        thread.start()
        feeder = threading.Thread(target=lambda: [there.put(n) for n in (*range(500), None)])
        feeder.start()
        self.assertEqual([back.get() for _ in range(500)], list(range(1, 501)))
        feeder.join()
        thread.join()

    def test_is_shareable_looks_at_the_exact_type(self):
        for yes in (None, True, 1, 2**99, 1.0, "", b"", ([],), interpreters.create_queue()):
            self.assertTrue(interpreters.is_shareable(yes))
        for no in ([], {}, 1j, ..., bytearray(), signal.SIGINT, interpreters.get_main(), print):
            self.assertFalse(interpreters.is_shareable(no))


if __name__ == "__main__":
    unittest.main()
