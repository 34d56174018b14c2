"""Shared objects and the interpreters that own them: busy ones, several at once, closed ones; and what is collected when."""

import gc
import threading
import unittest
import weakref
from concurrent import interpreters
from concurrent.interpreters import InterpreterError, share
from concurrent.interpreters._queues import UNBOUND

import _clutch
from _clutch.proxies import reference_of

OWNER = '''
import gc
import threading
import weakref
from concurrent.interpreters import share

class Thing:
    def __init__(self):
        self.ended = threading.Event()
        self.lock = threading.Lock()
        self.lock.acquire()
        self.count = 0

    def add(self, n):
        self.count += n
        return self.count

    def call(self, function, *args):
        return function(*args)

    def factorial(self, other, n):
        return 1 if n == 0 else n * other(other, n - 1)

    def block(self, inside):
        inside.set()
        self.lock.acquire()

    def spin(self, inside):
        inside.set()
        while True:
            pass
'''
exec(OWNER)
LONG = 60


class Base(unittest.TestCase):
    def setUp(self):
        self.queue = interpreters.create_queue()
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def owner(self):
        """Give a new interpreter and a proxy of its thing."""
        made = interpreters.create()
        made.prepare_main(queue=self.queue)
        made.exec(OWNER + "thing = Thing(); queue.put(share(thing))")
        return made, self.queue.get()

    def in_thread(self, function, *args):
        thread = threading.Thread(target=function, args=args)
        thread.start()
        self.addCleanup(thread.join)
        return thread


class Busy(Base):
    LOOP = "while not thing.ended.is_set(): pass"

    def test_calls_and_threads_get_in_while_a_subinterpreter_is_busy(self):
        busy, thing = self.owner()
        thread = self.in_thread(busy.exec, f"""
from concurrent.interpreters import create_queue
begun = create_queue()
def second():
    begun.get()
    queue.put(thing.add(100))
threading.Thread(target=second).start()
thing.begun = begun
queue.put("busy")
{self.LOOP}
""")
        self.assertEqual(self.queue.get(timeout=LONG), "busy")
        self.assertEqual([thing.add(1), thing.add(1)], [1, 2])
        thing.begun.put(None)
        self.assertEqual(self.queue.get(timeout=LONG), 102)
        self.assertTrue(thread.is_alive())
        thing.ended.set()
        thread.join()

    def test_calls_and_threads_get_in_while_main_is_busy(self):
        thing = Thing()
        sub = interpreters.create()
        sub.prepare_main(thing=share(thing), queue=self.queue)
        threads = [self.in_thread(sub.exec, "queue.get(); queue.put(thing.add(1)); thing.ended.set()"),
                   self.in_thread(lambda: self.queue.put(None))]
        exec(self.LOOP)
        self.assertEqual(self.queue.get(timeout=LONG), 1)
        for thread in threads:
            thread.join()

    def test_caller_may_be_busy_too(self):
        busy, thing = self.owner()
        thread = self.in_thread(busy.exec, f"queue.put('busy')\n{self.LOOP}")
        self.assertEqual(self.queue.get(timeout=LONG), "busy")
        calls = self.in_thread(lambda: [thing.add(1) for _ in range(3)] and thing.ended.set())
        while not thing.ended.is_set():
            pass
        calls.join()
        thread.join()
        self.assertEqual(thing.count, 3)


class Several(Base):
    def test_one_thread_goes_there_and_back_and_there(self):
        _, thing = self.owner()

        def factorial(other, n):
            return 1 if n == 0 else n * thing.factorial(other, n - 1)

        self.assertEqual(thing.factorial(factorial, 12), 479001600)
        self.assertEqual(thing.call(lambda n: thing.add(n), 5), 5)

    def test_threads_that_call_crosswise_do_not_deadlock(self):
        other, thing = self.owner()
        mine = Thing()
        other.prepare_main(mine=share(mine))
        threads = [self.in_thread(other.exec, "for _ in range(100): mine.add(1)"),
                   self.in_thread(lambda: [thing.add(1) for _ in range(100)])]
        for thread in threads:
            thread.join()
        self.assertEqual((mine.count, thing.count), (100, 100))

    def test_threads_share_a_lock_across_interpreters(self):
        first, thing = self.owner()
        second = interpreters.create()
        second.prepare_main(thing=thing)
        thing.lock.release()
        count = "for _ in range(20):\n    with thing.lock: thing.count = thing.count + 1"
        threads = [self.in_thread(each.exec, count) for each in (first, second)]
        for thread in threads:
            thread.join()
        self.assertEqual(thing.count, 40)


class Closed(Base):
    def closed(self, owner):
        return self.assertRaisesRegex(InterpreterError, f"^interpreter {owner.id}, which owns the shared object, is closed$")

    def test_any_use_says_that_the_owner_is_closed(self):
        owner, thing = self.owner()
        method, lock, table = thing.add, thing.lock, thing.__dict__
        owner.close()
        for use in (lambda: thing.count, lambda: method(1), lambda: str(thing), lambda: repr(thing), lambda: hash(thing),
                    lambda: thing == thing, lambda: setattr(thing, "count", 1), lambda: table["count"], lambda: len(table),
                    lambda: list(table), lambda: 1 in table, lambda: lock.__enter__(), lambda: bool(thing)):
            with self.closed(owner) as caught:
                use()
            self.assertIs(type(caught.exception), InterpreterError)
        with self.closed(owner), lock:
            self.fail("it was entered")
        self.assertTrue(isinstance(table, dict) and isinstance(thing, interpreters.SharedObjectProxy))

    def test_proxy_outlives_the_interpreter_that_passed_it_on(self):
        sender = interpreters.create()
        thing = Thing()
        sender.prepare_main(thing=share(thing), queue=self.queue)
        sender.exec("queue.put(thing)")
        received = self.queue.get()
        sender.exec("queue.put(thing)")
        sender.close()
        self.assertEqual(received.add(3), 3)
        self.assertIs(self.queue.get(), UNBOUND)

    def test_closed_owner_of_a_proxy_in_a_message(self):
        owner, thing = self.owner()
        self.queue.put(thing)
        owner.close()
        arrived = self.queue.get()
        with self.closed(owner):
            arrived.count

    def test_calls_in_flight_end_when_the_owner_is_closed(self):
        for way in ("block", "spin"):
            owner, thing = self.owner()
            inside, errors = threading.Event(), interpreters.create_queue()

            def use():
                try:
                    getattr(thing, way)(inside)
                except InterpreterError as e:
                    errors.put(str(e))

            thread = self.in_thread(use)
            self.assertTrue(inside.wait(LONG))
            owner.close()
            self.assertEqual(errors.get(timeout=LONG),
                             f"interpreter {owner.id}, which owns the shared object, is closed")
            thread.join()

    def test_call_in_flight_that_has_come_back_here_ends_too(self):
        owner, thing = self.owner()
        inside, never, errors = threading.Event(), threading.Lock(), interpreters.create_queue()
        never.acquire()

        def back():
            inside.set()
            never.acquire()

        def use():
            try:
                thing.call(back)
            except InterpreterError as e:
                errors.put(str(e))

        thread = self.in_thread(use)
        self.assertTrue(inside.wait(LONG))
        owner.close()
        self.assertIn("is closed", errors.get(timeout=LONG))
        thread.join()

    def test_interpreters_that_hold_each_others_objects_close(self):
        first, one = self.owner()
        second, two = self.owner()
        one.other, two.other = two, one
        self.assertEqual(one.other.other.other.add(1), 1)
        first.close()
        with self.closed(first):
            two.other.count
        self.assertEqual(two.count, 1)
        second.close()

    def test_error_of_a_closed_owner_passes_through_another(self):
        first, one = self.owner()
        _, two = self.owner()
        two.other = one
        first.close()
        with self.closed(first):
            two.call(lambda: two.other.count)


class Collected(Base):
    def setUp(self):
        super().setUp()
        self.dead = threading.Event()

    def watched(self):
        thing = Thing()
        watch = weakref.ref(thing, lambda _: self.dead.set())
        self.addCleanup(lambda: watch)
        return thing

    def assert_lives(self):
        gc.collect()
        self.assertFalse(self.dead.is_set())

    def assert_dies(self, elsewhere=lambda: None):
        for _ in range(30):
            elsewhere()
            gc.collect()
            if self.dead.wait(2):
                return
        self.fail("it is alive")

    def test_when_the_last_proxy_is(self):
        sub = interpreters.create()
        sub.prepare_main(thing=share(self.watched()), queue=self.queue)
        self.assert_lives()
        sub.exec("method = thing.add; del thing")
        self.assert_lives()
        sub.exec("queue.put((method,)); del method; import gc; gc.collect()")
        self.assert_lives()
        self.assertEqual(self.queue.get()[0](1), 1)
        self.assert_dies(lambda: sub.exec("gc.collect()"))

    def test_of_a_subinterpreter(self):
        owner, thing = self.owner()
        owner.prepare_main(dead=share(self.dead))
        owner.exec("watch = weakref.ref(thing, lambda _: dead.set()); del thing; gc.collect()")
        self.assert_lives()
        self.assertEqual(thing.add(1), 1)
        del thing
        self.assert_dies(lambda: owner.exec("gc.collect()"))

    def test_when_the_interpreter_that_holds_it_closes(self):
        sub = interpreters.create()
        sub.prepare_main(thing=share(self.watched()))
        self.assert_lives()
        sub.close()
        self.assert_dies()

    def test_cycle_of_two_interpreters(self):
        owner, other = self.owner()
        mine = self.watched()
        mine.other, other.other = other, share(mine)
        owner.exec("watch = weakref.ref(thing); del thing")
        del other
        self.assert_lives()
        self.assertEqual(mine.other.other.add(1), 1)
        del mine
        self.assert_dies(lambda: owner.exec("gc.collect()"))
        owner.exec("assert watch() is None")

    def test_arguments_and_results_of_a_call_are_not_kept(self):
        _, thing = self.owner()
        self.assertEqual(thing.call(lambda each: each.add(1), self.watched()), 1)
        self.assert_dies()


def refuses(use):
    """Say whether private Java code throws, as it does at calls that Clutch's own Python never makes."""
    try:
        use()
    except BaseException as e:
        return type(e).__name__ == "ForeignException"
    return False


class Unforgeable(Base):
    def test_nothing_but_a_reference_reaches_an_object(self):
        owner, thing = self.owner()
        for made_up in (owner.id, 1, "1", None, owner, _clutch.data.tuple([1]), _clutch.data, thing, (1, 2)):
            for use in (lambda: _clutch.objects.operate(made_up, "__str__"), lambda: _clutch.objects.holder(made_up)):
                self.assertTrue(refuses(use), made_up)
        self.assertIn("Thing object", _clutch.objects.operate(reference_of(thing), "__str__"))

    def test_object_itself_is_given_to_its_owner_only(self):
        _, thing = self.owner()
        mine = Thing()
        self.assertIsNone(_clutch.objects.holder(reference_of(thing)))
        self.assertIs(_clutch.objects.holder(reference_of(share(mine))).object, mine)

    def test_reference_has_no_more_than_it_shows(self):
        _, thing = self.owner()
        names = [name for name in dir(reference_of(thing)) if not name.startswith("__")]
        self.assertEqual(sorted(names), ["arguments", "beside", "bytes", "className", "failure", "hash", "hex", "item", "items",
                                         "kind", "latin1", "message", "rebuild", "release", "same", "sends", "size",
                                         "typeName"])


if __name__ == "__main__":
    unittest.main()
