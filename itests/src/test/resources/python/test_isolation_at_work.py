"""Attempts of one interpreter to get at what another one does: its handlers and callbacks, stack, threads and end."""

import gc
import os
import signal
import sys
import threading
import time
import unittest
import warnings
import weakref
from concurrent import interpreters
from concurrent.interpreters import ExecutionFailed, share

LONG = 60


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)
        self.culprit, self.other = interpreters.create(), interpreters.create()
        self.queue = interpreters.create_queue()
        self.last_words = []  # a queue would forget what a closed interpreter put
        for each in (self.culprit, self.other):
            each.prepare_main(queue=self.queue, last_words=share(self.last_words))

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def in_thread(self, function, *args):
        thread = threading.Thread(target=function, args=args)
        thread.start()
        self.addCleanup(thread.join)
        return thread

    def seen(self, interp, expression):
        return eval(expression, {}) if interp is None else interp.call(eval, expression)


class Signals(Base):
    """Handlers are the main interpreter's, and run in it."""

    def setUp(self):
        super().setUp()
        before = signal.signal(signal.SIGUSR2, self.handler)
        self.addCleanup(signal.signal, signal.SIGUSR2, before)
        self.frames = []
        self.failure = None
        for each in (self.culprit, self.other):
            each.exec("secret = ['secret']\n"
                      "def send():\n    import os, signal\n    os.kill(os.getpid(), signal.SIGUSR2)\n"
                      "    for _ in range(200_000): pass")

    def handler(self, number, frame):
        self.frames += chain(frame), chain(sys._getframe())
        if self.failure is not None:
            raise self.failure

    def handled(self):
        """Wait for the handler, which runs as soon as this interpreter goes on."""
        end = time.monotonic() + LONG
        while not self.frames and time.monotonic() < end:
            pass
        return self.frames

    def test_others_set_none(self):
        for module in ("signal", "_signal"):
            self.culprit.exec(f"import {module}")
            for code in (f"{module}.signal({module}.SIGUSR2, {module}.SIG_IGN)", f"{module}.set_wakeup_fd(-1)"):
                with self.assertRaisesRegex(ExecutionFailed, "^ValueError"):
                    self.culprit.exec(code)
        self.assertEqual(signal.getsignal(signal.SIGUSR2), self.handler)

    def test_a_handler_sees_its_own_interpreter(self):
        self.culprit.exec("send()")
        self.assertTrue(self.handled())
        for each in self.frames:
            self.assertIn(self.id().split(".")[-1], [name for name, _ in each])
            self.assertFalse(any(secret for _, secret in each))

    def test_it_waits_until_main_is_back(self):
        self.culprit.prepare_main(frames=share(self.frames))
        self.culprit.exec("try:\n    1 / 0\nexcept Exception:\n    send()\nassert len(frames) == 0")
        self.assertTrue(self.handled())

    def test_what_it_raises_is_raised_in_main(self):
        self.failure = OSError("raised by the handler")
        with self.assertRaisesRegex(OSError, "^raised by the handler$") as caught:
            self.culprit.exec("try:\n    send()\nexcept BaseException as e:\n    queue.put(repr(e))")
            self.handled()
        self.assertTrue(self.queue.empty())
        self.assertFalse(any(secret for frame in frames_of(caught.exception) for _, secret in chain(frame)))
        self.culprit.exec("assert secret == ['secret']")

    def test_short_calls_one_after_the_other_do_not_keep_it_waiting(self):
        self.culprit.exec("send()")
        for _ in range(100_000):
            self.culprit.exec("pass")
            if self.frames:
                break
        self.assertTrue(self.frames)

    def test_it_may_call_others(self):
        self.failure = None
        done = []
        signal.signal(signal.SIGUSR2, lambda *_: done.append(self.other.call(eval, "secret")))
        self.culprit.exec("send()")
        end = time.monotonic() + LONG
        while not done and time.monotonic() < end:
            pass
        self.assertEqual(done, [["secret"]])

    def test_ctrl_c_goes_to_main_and_leaves_the_others_alone(self):
        go = interpreters.create_queue()
        self.other.prepare_main(go=go)
        thread = self.in_thread(self.other.exec, "queue.put('busy')\nwhile go.empty(): pass\nqueue.put('done')")
        self.assertEqual(self.queue.get(timeout=LONG), "busy")
        with self.assertRaises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            while True:
                pass
        self.assertTrue(thread.is_alive())
        go.put(None)
        self.assertEqual(self.queue.get(timeout=LONG), "done")


def chain(frame):
    """Name the frames from one on outwards, each with whether it leads to the secret of another interpreter."""
    found = []
    while frame is not None:
        found.append((frame.f_code.co_name, "secret" in frame.f_globals))
        frame = frame.f_back
    return found


def frames_of(exc):
    tb = exc.__traceback__
    while tb is not None:
        yield tb.tb_frame
        tb = tb.tb_next


class Frames(Base):
    """The stack of a thread ends, for each interpreter, where another one called it."""

    class Looking:
        def look(self):
            deep = []
            for depth in range(100):
                try:
                    deep.append(sys._getframe(depth))
                except ValueError:
                    break
            found = [chain(each) for each in (*deep, *sys._current_frames().values())]
            return sys.exc_info() == (None, None, None) and not any(secret for each in found for _, secret in each)

        def warn(self):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                for level in range(2, 12):
                    warnings.warn("spam", stacklevel=level)
            return tuple({each.filename for each in caught})

    def setUp(self):
        super().setUp()
        context = warnings.catch_warnings()
        context.__enter__()
        self.addCleanup(context.__exit__)
        # The engine says each time that it knows no frames of other threads.
        warnings.simplefilter("ignore")
        self.culprit.exec("secret = ['secret']")

    def test_main_when_it_is_called(self):
        self.culprit.prepare_main(main=share(self.Looking()))
        self.culprit.exec("def call():\n    try:\n        1 / 0\n    except Exception:\n        return main.look()\n"
                          "assert call() is True\nwarned = main.warn()")
        self.assertFalse({"<script>"} & set(self.seen(self.culprit, "warned")))
        self.assertNotIn("spam", str(self.seen(self.culprit, "globals().get('__warningregistry__', ())")))

    def test_subinterpreters_when_they_are_called(self):
        secret = ["secret"]

        def look():
            import sys

            deep = []
            for depth in range(100):
                try:
                    frame = sys._getframe(depth)
                except ValueError:
                    break
                deep.append((frame.f_code.co_name, "LONG" in frame.f_globals))
            return deep, sys.exc_info() == (None, None, None)

        try:
            raise ValueError(secret)
        except ValueError:
            deep, clean = self.culprit.call(look)
        self.assertEqual([name for name, there in deep if there], [])
        self.assertTrue(deep and clean)

    def test_trace_functions_stay_at_home(self):
        traced = set()

        def trace(frame, event, arg):
            traced.add((frame.f_code.co_name, "secret" in frame.f_globals))
            return trace

        sys.settrace(trace)
        sys.setprofile(trace)
        try:
            self.culprit.exec("def traced(): return secret\ntraced()")
        finally:
            sys.settrace(None)
            sys.setprofile(None)
        self.assertIn(("exec", False), traced)
        self.assertNotIn(True, {secret for _, secret in traced})

    def test_exceptions_of_others_have_no_frames(self):
        with self.assertRaises(ExecutionFailed) as caught:
            self.culprit.exec("def fail(): raise KeyError(secret)\nfail()")
        error = caught.exception
        self.assertEqual((error.__cause__, error.__context__), (None, None))
        self.assertFalse(any(secret for frame in frames_of(error) for _, secret in chain(frame)))


class Exits(Base):
    def test_sys_exit_ends_the_run_and_nothing_else(self):
        for code in ("sys.exit(3)", "raise SystemExit", "exit(3)", "sys.exit('text')"):
            with self.assertRaisesRegex(ExecutionFailed, "^SystemExit"):
                self.culprit.exec(f"import sys; {code}")
        self.culprit.exec("usable = True")

    def test_in_a_thread(self):
        self.culprit.exec("import sys, threading; t = threading.Thread(target=sys.exit, args=(3,)); t.start(); t.join()\n"
                          "import _thread\ndef leave():\n    try:\n        _thread.exit()\n    finally:\n"
                          "        queue.put('left')\n_thread.start_new_thread(leave, ())")
        self.assertEqual(self.queue.get(timeout=LONG), "left")
        self.culprit.exec("usable = True")

    def test_at_the_end(self):
        self.culprit.exec("import atexit, sys; atexit.register(last_words.append, 'first'); atexit.register(sys.exit, 3)")
        self.culprit.close()
        self.assertEqual(self.last_words, ["first"])
        self.other.exec("usable = True")

    def test_without_ado(self):
        with self.assertRaisesRegex(interpreters.InterpreterError, "exited with status 3"):
            self.culprit.exec("import os; os._exit(3)")
        self.other.exec("usable = True")

    def test_exceptions_that_end_a_program(self):
        for name in ("SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseException"):
            with self.assertRaisesRegex(ExecutionFailed, f"^{name}: spam"):
                self.culprit.exec(f"raise {name}('spam')")


class RecursionLimit(Base):
    def test_recursion_without_end_ends_in_its_own_interpreter(self):
        for _ in range(2):
            with self.assertRaisesRegex(ExecutionFailed, "^RecursionError"):
                self.culprit.exec("def deeper(): return deeper()\ndeeper()")
            self.assertEqual(self.other.call(eval, "(lambda f: f(f, 600))(lambda f, n: n and f(f, n - 1))"), 0)
        self.culprit.exec("usable = True")

    def test_stack_has_room_for_two(self):
        def go(n):
            return self.other.call(eval, "(lambda f: f(f, 600))(lambda f, n: n and f(f, n - 1))") if n == 0 else go(n - 1)

        self.assertEqual(go(600), 0)


class Threads(Base):
    def test_each_knows_its_own(self):
        go = threading.Event()
        self.in_thread(go.wait)
        self.addCleanup(go.set)
        self.culprit.exec("import threading; assert threading.active_count() == 1\n"
                          "thread = threading.Thread(target=queue.get, name='culprit'); thread.start()")
        self.other.exec("import threading; assert [t.name for t in threading.enumerate()] == ['MainThread']")
        self.assertNotIn("culprit", [each.name for each in threading.enumerate()])
        self.queue.put(None)
        self.culprit.exec("thread.join()")

    def test_locals_of_one_thread(self):
        mine = threading.local()
        mine.value = "main"
        code = "import threading; mine = threading.local(); queue.put(getattr(mine, 'value', None))"
        self.culprit.exec(f"{code}; mine.value = 'culprit'")
        self.other.exec(f"{code}; mine.value = 'other'")
        self.assertEqual([self.queue.get_nowait(), self.queue.get_nowait(), mine.value], [None, None, "main"])

    def test_exceptions_reach_the_hook_of_their_own(self):
        for name, each in (("culprit", self.culprit), ("other", self.other)):
            each.prepare_main(NAME=name)
            each.exec("import threading; threading.excepthook = lambda args: queue.put((NAME, str(args.exc_value)))\n"
                      "def fail(): raise ValueError('spam')")
        self.culprit.exec("t = threading.Thread(target=fail); t.start(); t.join()")
        self.assertEqual(self.queue.get_nowait(), ("culprit", "spam"))
        self.assertTrue(self.queue.empty())

    def test_close_waits_for_its_own_only(self):
        self.other.exec("import threading; threading.Thread(target=queue.get).start()")
        self.culprit.close()
        self.queue.put(None)


class Atexit(Base):
    def test_functions_run_when_their_own_interpreter_closes(self):
        for name, each in (("culprit", self.culprit), ("other", self.other)):
            each.exec(f"import atexit; atexit.register(last_words.append, {name!r})")
        self.culprit.close()
        self.assertEqual(self.last_words, ["culprit"])
        self.other.close()
        self.assertEqual(self.last_words, ["culprit", "other"])

    def test_cleared_and_run_by_another(self):
        self.other.exec("import atexit; atexit.register(last_words.append, 'other')")
        self.culprit.exec("import atexit; atexit.register(last_words.append, 'culprit'); atexit._run_exitfuncs()")
        self.assertEqual(self.last_words, ["culprit"])
        self.culprit.exec("atexit._clear()")
        self.culprit.close()
        self.assertEqual(self.last_words, ["culprit"])
        self.other.close()
        self.assertEqual(self.last_words, ["culprit", "other"])

    def test_one_that_fails_or_never_ends(self):
        self.culprit.exec("import atexit; atexit.register(queue.get)")
        thread = self.in_thread(self.culprit.close)
        self.other.exec("import atexit; atexit.register(int)")
        self.other.close()
        interpreters.create().exec("pass")
        self.queue.put(None)
        thread.join()


class WeakrefCallbacks(Base):
    WATCH = ("import gc, sys, threading, weakref\n"
             "class Thing: pass\n"
             "def collect(done):\n    for _ in range(30):\n        gc.collect()\n        if done.wait(2): return True\n")

    def test_one_that_blocks_holds_up_no_other_interpreter(self):
        go, inside = interpreters.create_queue(), interpreters.create_queue()
        for each in (self.culprit, self.other):
            each.prepare_main(go=go, inside=inside)
            each.exec(self.WATCH)
        self.culprit.exec("begun = threading.Event(); thing = Thing()\n"
                          "watch = weakref.ref(thing, lambda _: (begun.set(), inside.put('blocks'), go.get()))\n"
                          "del thing; assert collect(begun)")
        self.assertEqual(inside.get(timeout=LONG), "blocks")
        self.other.exec("done = threading.Event(); thing = Thing(); watch = weakref.ref(thing, lambda _: done.set())\n"
                        "del thing; assert collect(done)")
        done, thing = threading.Event(), Thing()
        watch = weakref.ref(thing, lambda _: done.set())
        del thing
        self.assertTrue(any(gc.collect() is not None and done.wait(2) for _ in range(30)))
        self.assertIsNone(watch())
        self.culprit.exec("begun.clear()")
        go.put(None)

    def test_one_that_raises_harms_none(self):
        self.culprit.exec(self.WATCH + "begun = threading.Event(); thing = Thing()\n"
                          "sys.unraisablehook = lambda args: queue.put(str(args.exc_value))\n"
                          "def fail(_):\n    begun.set()\n    raise ValueError('spam')\n"
                          "watch = weakref.ref(thing, fail); del thing; assert collect(begun)")
        self.other.exec("usable = True")
        self.culprit.exec("usable = True")

    def test_of_main_see_its_own_frames_only(self):
        self.culprit.exec("secret = ['secret']\nimport gc\n"
                          "def collect(done):\n    for _ in range(30):\n        gc.collect()\n"
                          "        if done.wait(0.05): return")
        done, found, thing = threading.Event(), [], Thing()
        watch = weakref.ref(thing, lambda _: (found.append(chain(sys._getframe())), done.set()))
        del thing
        # The callback waits for the main thread, which is over there.
        self.culprit.prepare_main(done=share(done))
        self.culprit.exec("collect(done)")
        self.assertTrue(any(gc.collect() is not None and done.wait(2) for _ in range(30)))
        self.assertIsNone(watch())
        self.assertFalse(any(secret for _, secret in found[0]))



class Thing:
    """Something that weak references can refer to."""


if __name__ == "__main__":
    unittest.main()
