"""clutch.sync: what its objects have in common with those of threading, and how they cross."""

import inspect
import pickle
import signal
import sys
import threading
import time
import unittest
from concurrent import interpreters

from clutch import interpreters as clutch_interpreters
from clutch import sync
from test_sync import SyncTest

KINDS = sync.Lock, sync.RLock, sync.Semaphore, sync.BoundedSemaphore, sync.Condition, sync.Event, lambda: sync.Barrier(2)


class Objects(SyncTest):
    """What all kinds have in common."""

    def test_cross_by_reference_everywhere(self):
        queue, interp = interpreters.create_queue(), self.create()
        for make in KINDS:
            each = make()
            with self.subTest(each):
                self.assertTrue(interpreters.is_shareable(each))
                queue.put((1, each))
                self.assertIs(queue.get()[1], each)
                interp.prepare_main(each=each)
                self.assertEqual(interp.call(lambda obj: type(obj).__name__, each), type(each).__name__)
                interp.exec("import sys; first = each")
                interp.prepare_main(again=each)
                interp.exec("assert first is again")
                self.assertIs(interp.call(lambda obj: obj, each), each)

    def test_cross_in_pickles_while_somebody_has_them(self):
        interp = self.create()
        for make in KINDS:
            each = make()
            with self.subTest(each):
                self.assertIs(pickle.loads(pickle.dumps([each]))[0], each)
                self.assertIs(interp.call(lambda objects: objects, {"it": [each]})["it"][0], each)
        number = sync.Lock().__reduce__()[1][0] + 1
        with self.assertRaisesRegex(LookupError, f"synchronizer {number} is gone"):
            sync._published(number)

    def test_one_object_for_each(self):
        lock = sync.Lock()
        self.assertEqual(len({lock, pickle.loads(pickle.dumps(lock)), sync.Lock()}), 2)

    def test_names(self):
        lock = sync.Lock(name="accounts")
        self.assertEqual(lock.name, "accounts")
        self.assertRegex(repr(lock), r"^<clutch.sync.Lock \d+ 'accounts': unlocked>$")
        self.assertEqual(self.create().call(lambda obj: obj.name, lock), "accounts")
        self.assertEqual(sync.Event().name, "")
        for make in sync.Lock, sync.RLock, sync.Semaphore, sync.Condition, sync.Event:
            self.assertEqual(make(name="n").name, "n")
            with self.assertRaisesRegex(TypeError, "name must be a str or None, got 5"):
                make(name=5)

    def test_reprs(self):
        self.assertRegex(repr(sync.RLock()), r"^<clutch.sync.RLock \d+: unlocked>$")
        self.assertRegex(repr(sync.Semaphore(3)), r"^<clutch.sync.Semaphore \d+: value=3>$")
        self.assertRegex(repr(sync.BoundedSemaphore()), r"^<clutch.sync.BoundedSemaphore \d+: value=1>$")
        self.assertRegex(repr(sync.Event()), r"^<clutch.sync.Event \d+: unset>$")
        self.assertRegex(repr(sync.Barrier(3)), r"^<clutch.sync.Barrier \d+: waiters=0/3>$")
        self.assertRegex(repr(sync.Condition()), r"^<clutch.sync.Condition \d+: <clutch.sync.RLock \d+: unlocked>, 0 waiting>$")

    def test_signatures_are_those_of_threading(self):
        for ours, theirs in (
            (sync.Semaphore, threading.Semaphore), (sync.BoundedSemaphore, threading.BoundedSemaphore),
            (sync.Condition, threading.Condition), (sync.Event, threading.Event), (sync.Barrier, threading.Barrier),
        ):  # fmt: skip
            for name in dir(theirs):
                if not name.startswith("_") and name not in ("notifyAll", "isSet"):
                    with self.subTest(f"{theirs.__name__}.{name}"):
                        mine, its = getattr(ours, name), getattr(theirs, name)
                        if callable(its) and ours is not sync.Condition:
                            self.assertEqual(list(inspect.signature(mine).parameters), list(inspect.signature(its).parameters))
        for lock in sync.Lock, sync.RLock:
            self.assertEqual(str(inspect.signature(lock.acquire)), "(self, blocking: bool = True, timeout: float = -1) -> bool")

    def test_everything_is_typed_and_documented(self):
        for name in sync.__all__:
            kind = getattr(sync, name)
            if kind.__module__ != "clutch.sync":
                continue
            self.assertTrue(kind.__doc__, name)
            for attribute in dir(kind):
                member = inspect.getattr_static(kind, attribute)
                if not attribute.startswith("_") and inspect.isfunction(member) and member.__module__ == "clutch.sync":
                    self.assertTrue(member.__doc__, f"{name}.{attribute}")
                    self.assertIn("return", member.__annotations__, f"{name}.{attribute}")

    def test_confined_interpreter_uses_what_it_was_given(self):
        lock, event = sync.Lock(), sync.Event()
        confined = clutch_interpreters.create(isolation="confined")
        self.addCleanup(confined.close)
        confined.prepare_main(lock=lock, event=event)
        confined.exec("lock.acquire(); event.set()")
        self.assertTrue(lock.locked() and event.is_set())
        lock.release()
        self.assertIs(confined.call(lambda obj: obj, lock), lock)
        # A number is no right: it finds what it was given, and nothing else.
        other = sync.Lock()
        number = other.__reduce__()[1][0]
        confined.prepare_main(number=number)
        with self.assertRaisesRegex(interpreters.ExecutionFailed, f"LookupError.*{number} is gone"):
            confined.exec("from clutch import sync; sync._published(number)")


class LocksOfOthers(SyncTest):
    def test_other_interpreter_waits_and_releases(self):
        lock = sync.Lock()
        interp = self.create(lock=lock)
        lock.acquire()
        thread, outcome = self.background(interp.exec, "lock.acquire()")
        interp2 = self.create(lock=lock)
        interp2.exec("assert not lock.acquire(timeout=0.01)")
        lock.release()
        thread.join()
        self.assertEqual(outcome, [None])
        self.assertTrue(lock.locked())
        # Nobody owns it.
        interp2.exec("lock.release()")
        self.assertFalse(lock.locked())

    def test_reentrant_lock_belongs_to_a_thread(self):
        lock = sync.RLock()
        interp = self.create(lock=lock)
        with lock:
            with lock:
                # This thread, elsewhere.
                interp.exec("with lock: assert lock.acquire(); lock.release()")
                _, outcome = self.background(interp.exec, "assert not lock.acquire(False)\n"
                                             "try: lock.release()\nexcept RuntimeError: pass\nelse: assert False")  # fmt: skip
                self.wait_for(lambda: outcome)
                self.assertEqual(outcome, [None])
            self.assertTrue(lock.locked())
        self.assertFalse(lock.locked())

    def test_one_at_a_time_in_many_interpreters(self):
        def work(lock, values, rounds):
            for _ in range(rounds):
                with lock:
                    values.put(values.get() + 1)

        interps = [self.create() for _ in range(2)]
        for make in sync.Lock, sync.RLock, sync.Semaphore:
            lock, values = make(), interpreters.create_queue()
            values.put(0)
            threads = [interp.call_in_thread(work, lock, values, 200) for interp in interps]
            work(lock, values, 200)
            for thread in threads:
                thread.join()
            self.assertEqual(values.get(), 600)

    def test_threads_of_the_waiting_interpreter_run(self):
        lock = sync.Lock()
        lock.acquire()
        interp = self.create(lock=lock, done=(done := sync.Event()))
        thread, outcome = self.background(interp.exec, "import threading\nn = 0\ndef count():\n    global n\n"
                                          "    for n in range(1000): pass\n    done.set()\n"
                                          "threading.Thread(target=count).start()\nlock.acquire()")  # fmt: skip
        self.assertTrue(done.wait(60))
        self.assertEqual(outcome, [])
        lock.release()
        thread.join()
        self.assertEqual(outcome, [None])

    def test_interrupt_ends_a_wait(self):
        interp = self.create()
        for make in sync.Lock, sync.RLock, sync.Semaphore:
            with self.subTest(make):
                entered = sync.Event()
                lock = make()
                lock.acquire()
                interp.prepare_main(lock=lock, entered=entered)
                thread, outcome = self.background(interp.exec, "entered.set()\nlock.acquire()")
                entered.wait()
                self.assertTrue(clutch_interpreters.interrupt(interp, 60))
                thread.join()
                self.assertIn("was interrupted", str(outcome[0]))
                lock.release()
                interp.exec("with lock: pass")

    def test_signal_ends_a_wait(self):
        waits = []
        event, lock, condition, barrier = sync.Event(), sync.Lock(), sync.Condition(), sync.Barrier(2)
        semaphore = sync.Semaphore(0)
        lock.acquire()
        # It could release them.
        keeper = self.create(lock=lock, semaphore=semaphore)

        def wait_for_condition():
            with condition:
                try:
                    condition.wait()
                finally:
                    waits.append(condition._lock.locked())

        def interrupt(*_):
            frame = sys._getframe()
            while frame is not None and frame.f_code.co_name != "_await":
                frame = frame.f_back
            if frame is not None:
                raise KeyboardInterrupt
            # It came before the wait.
            signal.setitimer(signal.ITIMER_REAL, 0.02)

        before = signal.signal(signal.SIGALRM, interrupt)
        try:
            for wait in event.wait, lock.acquire, semaphore.acquire, wait_for_condition, barrier.wait:
                signal.setitimer(signal.ITIMER_REAL, 0.02)
                with self.subTest(wait), self.assertRaises(KeyboardInterrupt):
                    wait()
        finally:
            signal.signal(signal.SIGALRM, before)
        self.assertEqual(waits, [True])
        self.assertTrue(barrier.broken)
        self.assertIsNotNone(keeper)


class Semaphores(SyncTest):
    def test_as_in_threading(self):
        for make in sync.Semaphore, sync.BoundedSemaphore:
            semaphore = make(2)
            with self.subTest(semaphore):
                self.assertIs(semaphore.acquire(), True)
                with semaphore as entered:
                    self.assertIs(entered, True)
                    self.assertIs(semaphore.acquire(False), False)
                    self.assertIs(semaphore.acquire(timeout=0.01), False)
                    self.assertIs(semaphore.acquire(timeout=-1), False)
                self.assertIsNone(semaphore.release())
                for error, text, call in (
                    (ValueError, "semaphore initial value must be >= 0", lambda: make(-1)),
                    (TypeError, "value must be an int, got '1'", lambda: make("1")),
                    (OverflowError, "value is too large", lambda: make(2**63)),
                    (TypeError, "n must be an int, got 1.0", lambda: semaphore.release(1.0)),
                    (ValueError, "n must be one or more", lambda: semaphore.release(0)),
                    (ValueError, "can't specify timeout for non-blocking acquire", lambda: semaphore.acquire(False, 1)),
                    (TypeError, "timeout must be a number of seconds", lambda: semaphore.acquire(timeout="1")),
                ):
                    with self.assertRaisesRegex(error, text):
                        call()
                self.assertIn("value=2", repr(semaphore))
        with self.assertRaisesRegex(ValueError, "Semaphore released too many times"):
            sync.BoundedSemaphore().release()
        semaphore = sync.Semaphore(0)
        semaphore.release(3)
        self.assertIn("value=3", repr(semaphore))

    def test_signals_between_interpreters(self):
        ready, taken = sync.Semaphore(0), sync.Semaphore(0)
        interp = self.create()

        def answer(ready, taken):
            for _ in range(100):
                ready.acquire()
                taken.release()

        thread = interp.call_in_thread(answer, ready, taken)
        for _ in range(100):
            ready.release()
            taken.acquire()
        thread.join()


if __name__ == "__main__":
    unittest.main()
