"""Points 23 to 25 of the specification: queues."""

import gc
import queue
import threading
import time
import unittest

from concurrent import interpreters
from concurrent.interpreters import _queues as queues


class Point23(unittest.TestCase):
    """Making, putting and getting."""

    def test_maxsize_is_kept_as_it_was_given(self):
        for maxsize in -10, 0, 1, 2**31 - 1, True:
            self.assertEqual(interpreters.create_queue(maxsize).maxsize, maxsize)

    def test_unbounded_queues_are_never_full(self):
        for maxsize in 0, -10:
            q = interpreters.create_queue(maxsize)
            for i in range(100):
                q.put_nowait(i)
            self.assertFalse(q.full())
            self.assertFalse(q.empty())
            self.assertEqual(q.qsize(), 100)

    def test_maxsize_of_the_wrong_type(self):
        for maxsize in "1", 1.0, None:
            with self.assertRaises(TypeError):
                interpreters.create_queue(maxsize)
        with self.assertRaises(OverflowError):
            interpreters.create_queue(2**70)

    def test_bounded_queue_is_full(self):
        q = interpreters.create_queue(2)
        q.put(1)
        self.assertFalse(q.full())
        q.put(2)
        self.assertTrue(q.full())
        with self.assertRaisesRegex(interpreters.QueueFull, f"^queue {q.id} is full$"):
            q.put_nowait(3)
        with self.assertRaises(queue.Full):
            q.put(3, timeout=0.01)
        self.assertEqual([q.get(), q.get()], [1, 2])

    def test_empty_queue(self):
        q = interpreters.create_queue()
        with self.assertRaises(interpreters.QueueEmpty):
            q.get_nowait()
        with self.assertRaises(queue.Empty):
            q.get(timeout=0.01)
        with self.assertRaises(interpreters.QueueEmpty):
            q.get(block=False)

    def test_negative_timeouts(self):
        q = interpreters.create_queue(1)
        with self.assertRaises(ValueError):
            q.get(timeout=-1)
        q.put(1)
        with self.assertRaises(ValueError):
            q.put(2, timeout=-1)

    def test_order_of_each_producer_holds_across_interpreters(self):
        q = interpreters.create_queue(10)
        producers = [interpreters.create() for _ in range(3)]

        def produce(q, number):
            for i in range(200):
                q.put((number, i))

        threads = [p.call_in_thread(produce, q, n) for n, p in enumerate(producers)]
        got = [q.get() for _ in range(600)]
        for thread in threads:
            thread.join()
        for number in range(3):
            self.assertEqual([i for n, i in got if n == number], list(range(200)))
        for each in producers:
            each.close()

    def test_blocked_get_wakes(self):
        q = interpreters.create_queue()
        got = []
        thread = threading.Thread(target=lambda: got.append(q.get()))
        thread.start()
        q.put("for you")
        thread.join()
        self.assertEqual(got, ["for you"])


class Point24(unittest.TestCase):
    """Identity and life."""

    def test_one_object_per_interpreter(self):
        q = interpreters.create_queue()
        self.assertIs(interpreters.Queue(q.id), q)
        q.put(q)
        self.assertIs(q.get(), q)
        self.assertIn(q, queues.list_all())

    def test_ids(self):
        with self.assertRaises(queues.QueueNotFoundError):
            interpreters.Queue(1_000_000)
        with self.assertRaises(ValueError):
            interpreters.Queue(-1)
        for wrong in "1", 1.0, None:
            with self.assertRaises(TypeError):
                interpreters.Queue(wrong)

    def test_interpreter_that_imported_nothing_receives_one(self):
        q = interpreters.create_queue()
        interp = interpreters.create()
        interp.prepare_main(q=q)
        interp.exec("q.put(type(q).__name__)")
        self.assertEqual(q.get(), "Queue")
        interp.close()

    def test_queue_outlives_its_creator(self):
        interp = interpreters.create()

        def make():
            from concurrent import interpreters

            q = interpreters.create_queue(3)
            return q

        q = interp.call(make)
        interp.close()
        q.put("still here")
        self.assertEqual((q.get(), q.maxsize), ("still here", 3))

    def test_queue_dies_with_its_last_holder(self):
        number = interpreters.create_queue().id
        while number in [each.id for each in queues.list_all()]:
            gc.collect()
            time.sleep(0)
        with self.assertRaises(queues.QueueNotFoundError):
            interpreters.Queue(number)


class Point25(unittest.TestCase):
    """Items of interpreters that are gone."""

    def put_and_close(self, q, *items, **rule):
        interp = interpreters.create()
        interp.prepare_main(q=q)
        for item in items:
            arguments = "".join(f", {key}={value}" for key, value in rule.items())
            interp.exec(f"from concurrent.interpreters import _queues\nq.put({item!r}{arguments})")
        interp.close()

    def test_unbound_keeps_the_place(self):
        q = interpreters.create_queue()
        q.put("first")
        self.put_and_close(q, 1, [2])
        q.put("last")
        self.assertEqual(q.qsize(), 4)
        self.assertEqual([q.get() for _ in range(4)], ["first", queues.UNBOUND, queues.UNBOUND, "last"])

    def test_unbound_is_a_singleton(self):
        q = interpreters.create_queue()
        self.put_and_close(q, 1)
        self.assertIs(q.get(), queues.UNBOUND)
        self.assertEqual(repr(queues.UNBOUND), "concurrent.interpreters._queues.UNBOUND")

    def test_error_once_per_item(self):
        q = interpreters.create_queue(unbounditems=queues.UNBOUND_ERROR)
        self.put_and_close(q, 1)
        q.put("mine")
        with self.assertRaises(queues.ItemInterpreterDestroyed):
            q.get()
        self.assertEqual(q.get(), "mine")
        self.assertTrue(issubclass(queues.ItemInterpreterDestroyed, queues.QueueError))

    def test_remove_goes_at_once_and_lets_putters_go_on(self):
        q = interpreters.create_queue(3, unbounditems=queues.UNBOUND_REMOVE)
        q.put("mine")
        interp = interpreters.create()
        interp.prepare_main(q=q)
        interp.exec("q.put(1); q.put(2)")
        self.assertTrue(q.full())
        putter = threading.Thread(target=q.put, args=("waited",))
        putter.start()
        interp.close()
        putter.join()
        self.assertEqual(q.qsize(), 2)
        self.assertEqual([q.get(), q.get()], ["mine", "waited"])

    def test_rule_of_one_put(self):
        q = interpreters.create_queue(unbounditems=queues.UNBOUND_REMOVE)
        self.put_and_close(q, 1, unbounditems="_queues.UNBOUND")
        self.put_and_close(q, 1)
        self.put_and_close(q, 1, unbounditems="_queues.UNBOUND_ERROR")
        self.assertEqual(q.qsize(), 2)
        self.assertIs(q.get(), queues.UNBOUND)
        with self.assertRaises(queues.ItemInterpreterDestroyed):
            q.get()

    def test_get_that_waits_is_not_woken(self):
        q = interpreters.create_queue()
        got = []
        getter = threading.Thread(target=lambda: got.append(q.get()))
        getter.start()
        interp = interpreters.create()
        interp.prepare_main(q=q)
        interp.close()
        self.assertTrue(getter.is_alive())
        q.put("from main")
        getter.join()
        self.assertEqual(got, ["from main"])

    def test_unbound_itself_cannot_be_put(self):
        q = interpreters.create_queue()
        with self.assertRaises(interpreters.NotShareableError):
            q.put(queues.UNBOUND)
        with self.assertRaises(interpreters.NotShareableError):
            q.put([queues.UNBOUND])
        self.assertEqual(q.qsize(), 0)

    def test_other_rules_are_not_implemented(self):
        for wrong in 1, "UNBOUND", object():
            with self.assertRaises(NotImplementedError):
                interpreters.create_queue(unbounditems=wrong)
            with self.assertRaises(NotImplementedError):
                interpreters.create_queue().put(1, unbounditems=wrong)


if __name__ == "__main__":
    unittest.main()
