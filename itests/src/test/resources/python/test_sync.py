"""clutch.sync: locks and their like between interpreters."""

import signal
import threading
import time
import unittest
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor

from clutch import interpreters as clutch_interpreters
from clutch import sync


class SyncTest(unittest.TestCase):
    def setUp(self):
        self.threads = []

    def tearDown(self):
        for thread in self.threads:
            thread.join()

    def create(self, **bindings):
        """Give an interpreter that knows some names; it ends with the test."""
        interp = interpreters.create()
        self.addCleanup(self.discard, interp)
        if bindings:
            interp.prepare_main(bindings)
        return interp

    @staticmethod
    def discard(interp):
        try:
            clutch_interpreters.close(interp, 0.001)
        except interpreters.InterpreterNotFoundError:
            pass  # The test has closed it.

    def background(self, function, *args):
        """Do something in a thread; the result comes in a list, or the exception."""
        outcome = []

        def work():
            try:
                outcome.append(function(*args))
            except BaseException as e:
                outcome.append(e)

        thread = threading.Thread(target=work)
        thread.start()
        self.threads.append(thread)
        return thread, outcome

    def wait_for(self, condition):
        while not condition():
            time.sleep(0)


class Locks(SyncTest):
    def test_as_in_threading(self):
        for make, refusal in (sync.Lock, "release unlocked lock"), (sync.RLock, "cannot release un-acquired lock"):
            lock = make()
            with self.subTest(lock):
                self.assertFalse(lock.locked())
                self.assertIs(lock.acquire(), True)
                self.assertTrue(lock.locked())
                self.assertIsNone(lock.release())
                with lock as entered:
                    self.assertIs(entered, True)
                    self.assertTrue(lock.locked())
                self.assertFalse(lock.locked())
                for args in (False,), (True, 0), (True, 0.01):
                    self.assertIs(lock.acquire(*args), True)
                    _, outcome = self.background(lock.acquire, *args)
                    self.wait_for(lambda: outcome)
                    self.assertEqual(outcome, [False])
                    lock.release()
                with self.assertRaisesRegex(RuntimeError, refusal):
                    lock.release()
                for error, text, args in (
                    (ValueError, "can't specify a timeout for a non-blocking call", (False, 1)),
                    (ValueError, "timeout value must be a non-negative number", (True, -2)),
                    (ValueError, "timeout value must be a non-negative number", (True, float("nan"))),
                    (TypeError, "timeout must be a number of seconds, got None", (True, None)),
                    (TypeError, "timeout must be a number of seconds, got '1'", (True, "1")),
                    (OverflowError, "timeout value is too large", (True, 2**70)),
                ):
                    with self.assertRaisesRegex(error, text):
                        lock.acquire(*args)
                self.assertFalse(lock.locked())

    def test_exception_in_a_block_releases(self):
        lock = sync.RLock()
        with self.assertRaises(ZeroDivisionError), lock:
            1 / 0
        self.assertFalse(lock.locked())

    def test_handler_that_does_not_raise_lets_the_wait_go_on(self):
        event = sync.Event()
        signal.signal(signal.SIGALRM, lambda *_: event.set() or event.clear())
        try:
            # Set and cleared in the midst of the wait, sooner or later.
            signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
            self.assertTrue(event.wait(60))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            # Not as before: one may be under way, and would end the process.
            signal.signal(signal.SIGALRM, signal.SIG_IGN)


class Abandoned(SyncTest):
    """What becomes of what an interpreter has acquired when it ends."""

    ENDS = (
        lambda interp: interp.close(),
        lambda interp: clutch_interpreters.close(interp, 5),
        lambda interp: clutch_interpreters.close(interp, 0.001),
    )

    def test_lock_is_released_and_marked(self):
        for make in sync.Lock, sync.RLock:
            for end in self.ENDS:
                lock = make()
                interp = interpreters.create()
                interp.prepare_main(lock=lock)
                interp.exec("lock.acquire()")
                thread, outcome = self.background(lock.acquire)
                self.assertFalse(lock.abandoned)
                end(interp)
                thread.join()
                self.assertEqual(outcome, [True])
                self.assertTrue(lock.abandoned)
                self.assertTrue(lock.locked())
                lock.recover()
                self.assertFalse(lock.abandoned)

    def test_interpreter_that_is_discarded_while_it_works(self):
        lock, entered = sync.RLock(), sync.Event()
        interp = self.create(lock=lock, entered=entered)
        _, outcome = self.background(interp.exec, "lock.acquire()\nentered.set()\nwhile True: pass")
        entered.wait()
        waiter = self.create(lock=lock)
        thread, result = self.background(waiter.call, lambda lock: (lock.acquire(), lock.abandoned), lock)
        clutch_interpreters.close(interp, 0.001)
        thread.join()
        self.assertEqual(result, [(True, True)])
        self.wait_for(lambda: outcome)
        self.assertIsInstance(outcome[0], interpreters.InterpreterError)

    def test_lock_that_was_released_is_not_marked(self):
        lock = sync.Lock()
        interp = self.create(lock=lock)
        interp.exec("with lock: pass")
        interp.close()
        self.assertTrue(lock.acquire(False))
        self.assertFalse(lock.abandoned)

    def test_permits_come_back(self):
        permits, signals = sync.Semaphore(3), sync.Semaphore(0)
        signals.release(2)
        interp = self.create(permits=permits, signals=signals)
        interp.exec("permits.acquire(); permits.acquire(); signals.acquire(); signals.acquire()")
        permits.acquire()
        thread, outcome = self.background(permits.acquire)
        interp.close()
        thread.join()
        self.assertEqual(outcome, [True])
        self.assertTrue(permits.abandoned)
        self.assertIn("value=1", repr(permits))
        self.assertIn("value=0", repr(signals))
        self.assertFalse(signals.abandoned)

    def test_waiting_interpreter_that_ends_takes_nothing_along(self):
        lock, condition, entered = sync.Lock(), sync.Condition(), sync.Event()
        lock.acquire()
        interp = self.create(lock=lock, entered=entered)
        thread, _ = self.background(interp.exec, "entered.set(); lock.acquire()")
        entered.wait()
        clutch_interpreters.close(interp, 0.001)
        thread.join()
        lock.release()
        self.assertTrue(lock.acquire(False))
        self.assertFalse(lock.abandoned)

        interp = self.create(condition=condition)
        thread, _ = self.background(interp.exec, "with condition: condition.wait()")
        self.wait_for(lambda: "1 waiting" in repr(condition))
        clutch_interpreters.close(interp, 0.001)
        thread.join()
        self.assertIn("0 waiting", repr(condition))
        self.assertTrue(condition.acquire(False))

    def test_barrier_of_an_interpreter_that_ends_is_broken(self):
        for timeout in 5, 0.001:
            barrier = sync.Barrier(3)
            interp = self.create(barrier=barrier)
            _, gone = self.background(interp.exec, "barrier.wait()")
            thread, outcome = self.background(barrier.wait)
            self.wait_for(lambda: barrier.n_waiting == 2)
            clutch_interpreters.close(interp, timeout)
            thread.join()
            self.assertIsInstance(outcome[0], sync.BrokenBarrierError)
            self.assertTrue(barrier.broken)

    def test_worker_of_a_pool_that_breaks_with_a_lock(self):
        lock = sync.Lock()

        def break_with(lock):
            import os

            lock.acquire()
            os._exit(3)

        with InterpreterPoolExecutor(1) as pool:
            with self.assertRaises(Exception):
                pool.submit(break_with, lock).result()
        self.assertTrue(lock.acquire(timeout=60))
        self.assertTrue(lock.abandoned)


class Conditions(SyncTest):
    def test_as_in_threading(self):
        condition = sync.Condition()
        with self.assertRaisesRegex(RuntimeError, "cannot wait on un-acquired lock"):
            condition.wait()
        with self.assertRaisesRegex(RuntimeError, "cannot notify on un-acquired lock"):
            condition.notify()
        with self.assertRaisesRegex(RuntimeError, "cannot notify on un-acquired lock"):
            condition.notify_all()
        with self.assertRaisesRegex(TypeError, "lock must be a Lock or RLock of clutch.sync, got"):
            sync.Condition(threading.Lock())
        with condition as entered:
            self.assertIs(entered, True)
            self.assertIs(condition.wait(0.01), False)
            self.assertIs(condition.wait(0), False)
            self.assertIs(condition.wait(-1), False)
            self.assertIs(condition.wait_for(lambda: False, 0.01), False)
            self.assertEqual(condition.wait_for(lambda: 5), 5)
            condition.notify(0)
        self.assertIs(condition.acquire(False), True)
        condition.release()
        lock = sync.Lock()
        self.assertIs(sync.Condition(lock)._lock, lock)

    def test_notifies_other_interpreters(self):
        for lock in sync.Lock(), sync.RLock():
            condition = sync.Condition(lock)
            interps = [self.create(condition=condition) for _ in range(3)]
            runs = [self.background(interp.exec, "with condition: assert condition.wait()") for interp in interps]
            self.wait_for(lambda: "3 waiting" in repr(condition))
            with condition:
                condition.notify()
            self.wait_for(lambda: any(outcome for _, outcome in runs))
            self.assertIn("2 waiting", repr(condition))
            with condition:
                condition.notify_all()
            for thread, outcome in runs:
                thread.join()
                self.assertEqual(outcome, [None])

    def test_wait_for_a_predicate(self):
        condition, numbers = sync.Condition(), interpreters.create_queue()
        interp = self.create()

        def collect(condition, numbers):
            with condition:
                condition.wait_for(lambda: numbers.qsize() == 3)
            return [numbers.get() for _ in range(3)]

        thread, outcome = self.background(interp.call, collect, condition, numbers)
        for number in range(3):
            with condition:
                numbers.put(number)
                condition.notify_all()
        thread.join()
        self.assertEqual(outcome, [[0, 1, 2]])

    def test_all_levels_are_released(self):
        condition = sync.Condition()
        thread, outcome = self.background(self.deep, condition)
        self.wait_for(lambda: "1 waiting" in repr(condition))
        with condition:
            condition.notify()
        thread.join()
        self.assertEqual(outcome, [True])
        self.assertTrue(condition.acquire(False))

    @staticmethod
    def deep(condition):
        with condition, condition, condition:
            return condition.wait()


class Events(SyncTest):
    def test_as_in_threading(self):
        event = sync.Event()
        self.assertIs(event.is_set(), False)
        self.assertIs(event.wait(0.01), False)
        self.assertIs(event.wait(-1), False)
        self.assertIsNone(event.set())
        self.assertIs(event.is_set(), True)
        self.assertIs(event.wait(), True)
        self.assertIs(event.wait(0), True)
        self.assertIsNone(event.clear())
        self.assertIs(event.wait(0), False)
        with self.assertRaisesRegex(TypeError, "timeout must be a number of seconds, got '1'"):
            event.wait("1")

    def test_wakes_other_interpreters(self):
        event, ready = sync.Event(), sync.Semaphore(0)
        interps = [self.create(event=event, ready=ready) for _ in range(3)]
        runs = [self.background(interp.exec, "ready.release(); assert event.wait(60)") for interp in interps]
        for _ in runs:
            ready.acquire()
        event.set()
        for thread, outcome in runs:
            thread.join()
            self.assertEqual(outcome, [None])


class Barriers(SyncTest):
    def test_as_in_threading(self):
        self.assertIs(sync.BrokenBarrierError, threading.BrokenBarrierError)
        barrier = sync.Barrier(2)
        self.assertEqual((barrier.parties, barrier.n_waiting, barrier.broken), (2, 0, False))
        with self.assertRaises(sync.BrokenBarrierError):
            barrier.wait(0.01)
        self.assertTrue(barrier.broken)
        with self.assertRaises(sync.BrokenBarrierError):
            barrier.wait()
        barrier.reset()
        self.assertFalse(barrier.broken)
        barrier.abort()
        self.assertTrue(barrier.broken)
        with self.assertRaises(sync.BrokenBarrierError):
            sync.Barrier(2, timeout=0.01).wait()
        for error, args in (ValueError, (0,)), (ValueError, (2**31,)), (TypeError, ("2",)), (TypeError, (2, 5)):
            with self.assertRaises(error):
                sync.Barrier(*args)

    def test_interpreters_meet(self):
        barrier, order = sync.Barrier(3), interpreters.create_queue()

        def work(barrier, order):
            for number in range(20):
                order.put(number)
                barrier.wait()

        interps = [self.create() for _ in range(2)]
        threads = [interp.call_in_thread(work, barrier, order) for interp in interps]
        work(barrier, order)
        for thread in threads:
            thread.join()
        self.assertEqual([order.get() for _ in range(60)], [number for number in range(20) for _ in range(3)])

    def test_each_has_its_number(self):
        barrier = sync.Barrier(3)
        interps = [self.create() for _ in range(2)]
        runs = [self.background(interp.call, lambda barrier: barrier.wait(), barrier) for interp in interps]
        self.wait_for(lambda: barrier.n_waiting == 2)
        self.assertEqual(barrier.wait(), 2)
        for thread, _ in runs:
            thread.join()
        self.assertEqual(sorted(outcome[0] for _, outcome in runs), [0, 1])

    def test_action_runs_in_its_interpreter_whoever_is_last(self):
        ran = []
        barrier = sync.Barrier(2, lambda: ran.append(interpreters.get_current().id))
        interp = self.create(barrier=barrier)
        for last in "here", "there":
            if last == "here":
                thread, outcome = self.background(interp.exec, "barrier.wait()")
                self.wait_for(lambda: barrier.n_waiting == 1)
                self.assertEqual(barrier.wait(), 1)
            else:
                thread, outcome = self.background(barrier.wait)
                self.wait_for(lambda: barrier.n_waiting == 1)
                interp.exec("assert barrier.wait() == 1")
            thread.join()
        self.assertEqual(ran, [0, 0])

    def test_action_that_fails_breaks_it(self):
        barrier = sync.Barrier(2, lambda: 1 / 0)
        interp = self.create(barrier=barrier)
        thread, outcome = self.background(barrier.wait)
        self.wait_for(lambda: barrier.n_waiting == 1)
        with self.assertRaisesRegex(interpreters.ExecutionFailed, "ZeroDivisionError"):
            interp.exec("barrier.wait()")
        thread.join()
        self.assertIsInstance(outcome[0], sync.BrokenBarrierError)


class Deadlocks(SyncTest):
    def cross(self, make):
        """Two interpreters, each of which has one lock and wants the other one; give the errors."""
        first, second = make(name="accounts"), make(name="orders")
        both, reports = sync.Barrier(2), interpreters.create_queue()

        def work(mine, wanted, both, reports):
            from clutch import sync

            with mine:
                both.wait()
                try:
                    wanted.acquire()
                except sync.DeadlockError as e:
                    reports.put(str(e))
                else:
                    wanted.release()
                    reports.put("acquired")

        interp = self.create()
        thread = interp.call_in_thread(work, second, first, both, reports)
        work(first, second, both, reports)
        thread.join()
        return interp, [reports.get(), reports.get()]

    def test_two_locks_the_wrong_way_round(self):
        interp, messages = self.cross(sync.Lock)
        self.assertEqual(len(set(messages)), 1)
        self.assertRegex(messages[0], "waits to acquire lock .* 'accounts', which thread .* of interpreter 0 has")
        self.assertRegex(messages[0], f"waits to acquire lock .* 'orders', which thread .* of interpreter {interp.id} has")

    def test_lock_that_is_acquired_twice(self):
        lock = sync.Lock(name="twice")
        with lock:
            with self.assertRaisesRegex(sync.DeadlockError, "acquire lock .* 'twice', .*only interpreter 0 can release"):
                lock.acquire()
            self.assertFalse(lock.acquire(timeout=0.2))

    def test_no_alarm_while_a_thread_does_not_wait(self):
        lock = sync.RLock()
        entered = sync.Event()
        interp = self.create(lock=lock, entered=entered)
        thread, outcome = self.background(interp.exec, "import time\nwith lock:\n    entered.set()\n    time.sleep(0.3)")
        entered.wait()
        with lock:
            pass
        thread.join()
        self.assertEqual(outcome, [None])

    def test_no_alarm_for_a_signal_from_a_thread(self):
        lock = sync.Lock()
        lock.acquire()
        timer = threading.Timer(0.3, lock.release)
        timer.start()
        self.assertTrue(lock.acquire())
        timer.join()


if __name__ == "__main__":
    unittest.main()
