"""concurrent.futures.InterpreterPoolExecutor, point by point as the specification numbers them."""

import concurrent.futures
import gc
import inspect
import itertools
import subprocess
import sys
import threading
import time
import unittest
import weakref
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor

INTERPRETER_IS_LAZY = "concurrent.futures.interpreter" in sys.modules
PATIENCE = 200


class Base(unittest.TestCase):
    def setUp(self):
        before = interpreters.list_all()
        self.addCleanup(lambda: self.assertEqual(interpreters.list_all(), before))

    def pool(self, *args, **kwargs):
        """Make a pool that the test's end shuts down."""
        executor = InterpreterPoolExecutor(*args, **kwargs)
        self.addCleanup(executor.shutdown)
        return executor

    def created(self):
        return [each for each in interpreters.list_all() if each.id]

    def busy(self, executor):
        """Keep one worker busy; give the queue that lets it go, and the future."""
        began, go = interpreters.create_queue(), interpreters.create_queue()
        self.addCleanup(go.put, None)
        future = executor.submit(wait_for, began, go)
        began.get(timeout=PATIENCE)
        return go, future

    def await_idle(self, executor):
        """Wait until a worker counts as idle, which it does a moment after its result is there."""
        self.assertTrue(executor._idle_semaphore.acquire(timeout=PATIENCE))
        executor._idle_semaphore.release()


# What follows runs in the workers, so it reads no global names.


def square(x):
    return x * x


def current_id(*_):
    from concurrent import interpreters

    return interpreters.get_current().id


def wait_for(began, go, *result):
    began.put(None)
    go.get()
    return result


def count():
    import string

    string.count = getattr(string, "count", 0) + 1
    return string.count


def fail(kind, *args):
    import builtins

    raise getattr(builtins, kind)(*args)


class Names(Base):
    def test_it_is_a_lazy_name_of_concurrent_futures(self):
        self.assertIs(concurrent.futures.InterpreterPoolExecutor, InterpreterPoolExecutor)
        self.assertIn("InterpreterPoolExecutor", concurrent.futures.__all__)
        self.assertIn("InterpreterPoolExecutor", dir(concurrent.futures))
        self.assertEqual(InterpreterPoolExecutor.__module__, "concurrent.futures.interpreter")
        self.assertFalse(interp_call(imports_interpreter_module))
        with self.assertRaisesRegex(AttributeError, "module 'concurrent.futures' has no attribute 'Nothing'"):
            concurrent.futures.Nothing
        self.assertIn("Brian Quinlan", inspect.getsource(concurrent.futures))

    def test_signature(self):
        self.assertTrue(issubclass(InterpreterPoolExecutor, ThreadPoolExecutor))
        self.assertEqual(str(inspect.signature(InterpreterPoolExecutor)),
                         "(max_workers=None, thread_name_prefix='', initializer=None, initargs=())")


def interp_call(func):
    interp = interpreters.create()
    try:
        return interp.call(func)
    finally:
        interp.close()


def imports_interpreter_module():
    import concurrent.futures
    import sys

    return "concurrent.futures.interpreter" in sys.modules


class Point29(Base):
    def test_workers_are_made_lazily_and_closed_at_shutdown(self):
        with InterpreterPoolExecutor() as executor:
            self.assertEqual(self.created(), [])
            self.assertEqual(executor.submit(square, 3).result(), 9)
            self.assertEqual(len(self.created()), 1)
        self.assertEqual(self.created(), [])

    def test_an_idle_worker_is_reused(self):
        executor = self.pool()
        ids = set()
        for _ in range(3):
            ids.add(executor.submit(current_id).result())
            self.await_idle(executor)
        self.assertEqual([each.id for each in self.created()], list(ids))

    def test_state_of_a_worker_persists(self):
        executor = self.pool(1)
        self.assertEqual([executor.submit(count).result() for _ in range(3)], [1, 2, 3])

    def test_workers_are_isolated_and_work_at_the_same_time(self):
        executor = self.pool(2)
        go, future = self.busy(executor)
        self.assertEqual([executor.submit(count).result() for _ in range(2)], [1, 2])
        go.put(None)
        future.result()
        go, future = self.busy(executor)
        go2, future2 = self.busy(executor)
        self.assertEqual(len(self.created()), 2)
        go.put(None)
        go2.put(None)

    def test_no_more_workers_than_allowed(self):
        executor = self.pool(2)
        go = interpreters.create_queue()
        began = interpreters.create_queue()
        futures = [executor.submit(wait_for, began, go, i) for i in range(20)]
        for _ in range(2):
            began.get(timeout=PATIENCE)
        for _ in futures:
            go.put(None)
        self.assertEqual([future.result() for future in futures], [(i,) for i in range(20)])
        self.assertEqual((len(executor._threads), len(self.created())), (2, 2))

    def test_arguments_and_results_cross_by_value(self):
        executor = self.pool(1)
        self.assertEqual(executor.submit(dict, [("a", (1, None))], b={2}).result(), {"a": (1, None), "b": {2}})
        self.assertEqual(executor.submit(sorted, [3, 1, 2], reverse=True).result(), [3, 2, 1])
        self.assertIsNone(executor.submit(str.lower, "A").result().__doc__ and None)
        values = [None, True, 2**99, 1.5, "é\ud800", b"\xff", ("t",), [1], {1: 2}]
        self.assertEqual(list(executor.map(identity, values)), values)

    def test_a_task_can_have_a_pool_of_its_own(self):
        self.assertEqual(self.pool(1).submit(uses_pool).result(), [0, 1, 4])

    def test_shutdown_waits_for_what_was_submitted(self):
        executor = self.pool(1)
        futures = [executor.submit(square, i) for i in range(5)]
        squares = executor.map(square, range(5))
        executor.shutdown()
        self.assertTrue(all(future.done() for future in futures))
        self.assertEqual(list(squares), [0, 1, 4, 9, 16])
        for use in (executor.submit, executor.map):
            with self.assertRaisesRegex(RuntimeError, "cannot schedule new futures after shutdown"):
                use(square, [1])

    def test_shutdown_that_does_not_wait(self):
        executor = self.pool(1)
        go, future = self.busy(executor)
        later = executor.submit(square, 3)
        executor.shutdown(wait=False)
        self.assertFalse(future.done())
        go.put(None)
        self.assertEqual(later.result(), 9)

    def test_shutdown_cancels_what_has_not_begun(self):
        executor = self.pool(1)
        go, future = self.busy(executor)
        later = executor.submit(square, 3)
        squares = executor.map(square, range(3))
        executor.shutdown(wait=False, cancel_futures=True)
        self.assertTrue(later.cancelled())
        self.assertRaises(concurrent.futures.CancelledError, next, squares)
        go.put(None)
        self.assertEqual(future.result(), ())

    def test_cancel(self):
        executor = self.pool(1)
        go, future = self.busy(executor)
        later = executor.submit(square, 3)
        self.assertTrue(later.cancel())
        self.assertFalse(future.cancel())
        self.assertTrue(future.running())
        go.put(None)
        self.assertEqual(future.result(), ())

    def test_a_lost_executor_ends_its_workers(self):
        executor = InterpreterPoolExecutor(1)
        executor.submit(square, 3).result()
        self.await_idle(executor)
        (thread,) = executor._threads
        del executor
        end = time.monotonic() + PATIENCE
        while thread.is_alive() and time.monotonic() < end:
            # The worker may still have had it at the last collection.
            gc.collect()
            thread.join(0.1)
        self.assertFalse(thread.is_alive())

    def test_a_program_ends_without_shutdown(self):
        program = ("from concurrent.futures import InterpreterPoolExecutor\n"
                   "print(InterpreterPoolExecutor().submit(pow, 2, 3).result())")
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual((ended.stdout, ended.stderr, ended.returncode), ("8\n", "", 0))


def identity(x):
    return x


def uses_pool():
    from concurrent.futures import InterpreterPoolExecutor

    with InterpreterPoolExecutor(1) as executor:
        return list(executor.map(lambda x: x * x, range(3)))


class Map(Base):
    def test_results_come_in_order(self):
        executor = self.pool(3)
        self.assertEqual(list(executor.map(square, range(500))), [i * i for i in range(500)])
        self.assertEqual(list(executor.map(pow, [1, 2, 3], itertools.count(2))), [1, 8, 81])
        self.assertEqual(list(executor.map(square, [])), [])
        self.assertEqual(list(executor.map(square, range(5), chunksize=2)), [0, 1, 4, 9, 16])

    def test_calls_can_wait_for_each_other(self):
        first, second = interpreters.create_queue(), interpreters.create_queue()
        pairs = [(first, second), (second, first)]
        self.assertEqual(list(self.pool(2).map(meet, pairs, chunksize=2)), ["met", "met"])

    def test_a_result_is_there_before_later_calls_are_done(self):
        executor = self.pool(1)
        began, go = interpreters.create_queue(), interpreters.create_queue()
        results = executor.map(first_at_once, range(2), [began] * 2, [go] * 2)
        self.assertEqual(next(results), 0)
        go.put(None)
        self.assertEqual(next(results), 1)

    def test_calls_begin_while_the_iterable_is_read(self):
        began, go = interpreters.create_queue(), interpreters.create_queue()

        def arguments():
            for _ in range(3):
                yield began
                began.get(timeout=PATIENCE)

        for _ in range(3):
            go.put(None)
        self.assertEqual(list(self.pool(1).map(wait_for, arguments(), [go] * 3)), [()] * 3)

    def test_timeout(self):
        executor = self.pool(1)
        go, future = self.busy(executor)
        results = executor.map(square, range(3), timeout=0.01)
        self.assertRaises(TimeoutError, next, results)
        go.put(None)
        self.assertEqual(list(executor.map(square, range(3), timeout=PATIENCE)), [0, 1, 4])

    def test_calls_that_nobody_waits_for_are_cancelled(self):
        executor = self.pool(1)
        began, go = interpreters.create_queue(), interpreters.create_queue()
        results = executor.map(wait_for, [began] * 3, [go] * 3)
        go.put(None)
        next(results)
        began.get(timeout=PATIENCE)
        began.get(timeout=PATIENCE)
        results.close()
        go.put(None)
        executor.shutdown()
        self.assertTrue(began.empty())

    def test_calls_whose_results_are_ignored_run(self):
        executor = self.pool(1)
        there = interpreters.create_queue()
        executor.map(put, [there] * 3)
        executor.shutdown()
        self.assertEqual(there.qsize(), 3)

    def test_buffersize(self):
        executor = self.pool(1)
        numbers = itertools.count()
        results = executor.map(square, numbers, buffersize=2)
        self.assertEqual(next(numbers), 2)
        self.assertEqual(list(itertools.islice(results, 3)), [0, 1, 9])
        self.assertEqual(next(numbers), 6)
        self.assertEqual(list(executor.map(square, range(5), buffersize=9)), [0, 1, 4, 9, 16])
        executor.shutdown()
        self.assertRaises(RuntimeError, next, results)
        self.assertRaises(TypeError, executor.map, square, [], buffersize="1")
        self.assertRaises(ValueError, executor.map, square, [], buffersize=0)

    def test_failures_come_from_the_iterator(self):
        executor = self.pool(1)
        results = executor.map(fail, ["ValueError", "KeyError"], [1, 2])
        self.assertRaisesRegex(ValueError, "1", next, results)
        results = executor.map(square, [threading.Lock()])
        with self.assertRaisesRegex(interpreters.NotShareableError, r"args\[0\]"):
            next(results)


def meet(pair):
    mine, other = pair
    mine.put(None)
    other.get(timeout=60)
    return "met"


def first_at_once(i, began, go):
    if i:
        began.put(None)
        go.get()
    return i


def put(queue):
    queue.put(None)


class Point30(Base):
    def assertFails(self, future, kind, *args):
        exception = future.exception()
        self.assertEqual((type(exception), exception.args), (kind, args))
        cause = exception.__cause__
        self.assertIs(type(cause), interpreters.ExecutionFailed)
        self.assertEqual(cause.excinfo.type.__name__, kind.__name__)
        self.assertIn("in fail", cause.excinfo.errdisplay)

    def test_the_original_exception_with_its_summary_as_cause(self):
        executor = self.pool(1)
        for kind, *args in ((ValueError, "boom", 1), (KeyError, "k"), (SystemExit, 3), (KeyboardInterrupt,),
                            (GeneratorExit,), (OSError, 2, "No such file")):
            self.assertFails(executor.submit(fail, kind.__name__, *args), getattr(__builtins__, kind.__name__, kind)
                             if args != [2, "No such file"] else FileNotFoundError, *args)
        self.assertEqual(executor.submit(square, 3).result(), 9)

    def test_notes_and_attributes_come_along(self):
        exception = self.pool(1).submit(raises_with_note).exception()
        self.assertEqual((exception.__notes__, exception.extra), (["a note"], [1]))

    def test_what_cannot_be_pickled_is_its_summary(self):
        executor = self.pool(1)
        for task in (raises_local_class, raises_with_lock, raises_what_cannot_be_made_again):
            exception = executor.submit(task).exception()
            self.assertIs(type(exception), interpreters.ExecutionFailed)
            self.assertIsNone(exception.__cause__)
            self.assertIn(f"in {task.__name__}", exception.excinfo.errdisplay)

    def test_wrong_arguments_are_the_tasks_failure(self):
        exception = self.pool(1).submit(square).exception()
        self.assertIs(type(exception), TypeError)
        self.assertIs(type(exception.__cause__), interpreters.ExecutionFailed)

    def test_what_cannot_travel_fails_the_future(self):
        executor = self.pool(1)
        offset = 1
        for future, text in ((executor.submit(square, threading.Lock()), r"args\[0\]"),
                             (executor.submit(dict, a=threading.Lock()), r"kwargs\['a'\]"),
                             (executor.submit(lambda: offset), "stateless"),
                             (executor.submit(threading.Lock().acquire), "callable"),
                             (executor.submit(gives_lock), "result")):
            self.assertRegex(str(future.exception()), text)
            self.assertIs(type(future.exception()), interpreters.NotShareableError)
        self.assertIs(type(executor.submit(5).exception()), TypeError)
        self.assertEqual(executor.submit(square, 3).result(), 9)

    def test_what_would_leave_instead_of_travelling_back_fails_its_own_task_only(self):
        executor = self.pool(1)
        for task, kind in ((gives_what_leaves, interpreters.NotShareableError),
                           (raises_what_leaves, interpreters.ExecutionFailed)):
            future = executor.submit(task)
            self.assertIs(type(future.exception()), kind)
            results = executor.map(lambda do, x: x if do is None else do(), [task, None], [1, 2])
            self.assertRaises(kind, next, results)
            self.assertEqual(executor.submit(square, 3).result(), 9)
        self.assertEqual(len(self.created()), 1)

    def test_scripts_are_refused_at_once(self):
        executor = self.pool(1)
        for use in (lambda: executor.submit("pass"), lambda: executor.map("pass", [1]),
                    lambda: InterpreterPoolExecutor(initializer="pass")):
            with self.assertRaisesRegex(TypeError, "scripts not supported"):
                use()


def raises_with_note():
    exception = ValueError("boom")
    exception.add_note("a note")
    exception.extra = [1]
    raise exception


def raises_local_class():
    class Local(Exception):
        pass

    raise Local


def raises_with_lock():
    import threading

    raise ValueError(threading.Lock())


def raises_what_cannot_be_made_again():
    import subprocess

    raise subprocess.CalledProcessError(returncode=1, cmd="x")


def gives_what_leaves():
    class Leaves:
        def __reduce__(self):
            raise SystemExit(3)

    return Leaves()


def raises_what_leaves():
    class Leaves(Exception):
        def __str__(self):
            raise SystemExit(3)

    raise Leaves


def gives_lock():
    import threading

    return threading.Lock()


class Point31(Base):
    def test_each_worker_is_initialized_once(self):
        executor = self.pool(2, initializer=set_up, initargs=("given",))
        go, future = self.busy(executor)
        self.assertEqual([executor.submit(what_was_set_up).result() for _ in range(2)], [["given"]] * 2)
        go.put(None)
        future.result()

    def test_a_failing_initializer_breaks_the_pool(self):
        from concurrent.futures.interpreter import BrokenInterpreterPool
        from concurrent.futures.thread import BrokenThreadPool

        self.assertTrue(issubclass(BrokenInterpreterPool, BrokenThreadPool))
        self.assertIs(InterpreterPoolExecutor.BROKEN, BrokenInterpreterPool)
        began, go = interpreters.create_queue(), interpreters.create_queue()
        executor = self.pool(1, initializer=fails_later, initargs=(began, go))
        with self.assertLogs("concurrent.futures", "CRITICAL") as logs:
            futures = [executor.submit(square, 3) for _ in range(3)]
            squares = executor.map(square, range(3))
            began.get(timeout=PATIENCE)
            go.put(None)
            for future in futures:
                self.assertIs(type(future.exception()), BrokenInterpreterPool)
            self.assertRaises(BrokenInterpreterPool, next, squares)
        self.assertRegex(logs.output[0], "(?s)Exception in initializer:.*ValueError: initializer")
        for use in (executor.submit, executor.map):
            self.assertRaises(BrokenInterpreterPool, use, square, [1])

    def test_an_initializer_that_cannot_travel_breaks_the_pool(self):
        executor = self.pool(1, initializer=square, initargs=(threading.Lock(),))
        with self.assertLogs("concurrent.futures", "CRITICAL") as logs:
            self.assertIsInstance(executor.submit(square, 3).exception(), concurrent.futures.BrokenExecutor)
        self.assertIn("NotShareableError", logs.output[0])

    def test_a_failing_initializer_of_a_lost_executor_fails_its_futures(self):
        began, go = interpreters.create_queue(), interpreters.create_queue()
        executor = InterpreterPoolExecutor(1, initializer=fails_later, initargs=(began, go))
        lost, futures = weakref.ref(executor), [executor.submit(square, 3) for _ in range(2)]
        began.get(timeout=PATIENCE)
        del executor
        while lost() is not None:
            gc.collect()
        with self.assertLogs("concurrent.futures", "CRITICAL"):
            go.put(None)
            for future in futures:
                self.assertIs(type(future.exception(timeout=PATIENCE)), InterpreterPoolExecutor.BROKEN)
        for thread in threading.enumerate():
            if thread.name.startswith("InterpreterPoolExecutor"):
                thread.join()

    def test_arguments_of_the_pool(self):
        for wrong in (0, -1):
            self.assertRaises(ValueError, InterpreterPoolExecutor, wrong)
        self.assertRaises(TypeError, InterpreterPoolExecutor, initializer=5)
        self.assertRaises(TypeError, InterpreterPoolExecutor, shared={})
        import os

        self.assertEqual(InterpreterPoolExecutor()._max_workers, min(32, os.cpu_count() + 4))

    def test_names_of_threads(self):
        for prefix, name in (("", r"^InterpreterPoolExecutor-\d+_0$"), ("mine", "^mine_0$")):
            executor = self.pool(thread_name_prefix=prefix)
            executor.submit(square, 3).result()
            self.assertRegex(next(iter(executor._threads)).name, name)


def set_up(value):
    import string

    string.set_up = getattr(string, "set_up", []) + [value]


def what_was_set_up():
    import string

    return string.set_up


def fails_later(began, go):
    began.put(None)
    go.get()
    raise ValueError("initializer")


class LostInterpreters(Base):
    def test_a_worker_whose_interpreter_was_closed_breaks_the_pool(self):
        executor = self.pool(1)
        interpreters.Interpreter(executor.submit(current_id).result()).close()
        exception = executor.submit(square, 3).exception()
        self.assertIs(type(exception), interpreters.InterpreterNotFoundError)
        executor._threads.pop().join(0)
        with self.assertRaisesRegex(concurrent.futures.BrokenExecutor, "lost its interpreter"):
            while True:
                executor.submit(square, 3).exception()

    def test_somebody_else_may_use_a_workers_interpreter(self):
        executor = self.pool(1)
        interp = interpreters.Interpreter(executor.submit(current_id).result())
        began, go = interpreters.create_queue(), interpreters.create_queue()
        thread = interp.call_in_thread(wait_for, began, go)
        began.get(timeout=PATIENCE)
        self.assertIs(type(executor.submit(square, 3).exception()), interpreters.InterpreterError)
        failures = executor.map(square, range(2))
        self.assertRaisesRegex(interpreters.InterpreterError, "already running", next, failures)
        go.put(None)
        thread.join()
        self.assertEqual(executor.submit(square, 3).result(), 9)


if __name__ == "__main__":
    unittest.main()
