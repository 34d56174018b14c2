"""Points 26 to 28 of the specification, and what Clutch adds: channels."""

import gc
import threading
import time
import unittest

from clutch import channels
from concurrent import interpreters
from concurrent.interpreters import NotShareableError


TRANSPORTS = "rendezvous", "queue", "shared-memory"


class Int(int):
    pass


class ChannelTest(unittest.TestCase):
    def setUp(self):
        self.threads = []

    def tearDown(self):
        for thread in self.threads:
            thread.join()

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


class Point26(ChannelTest):
    """Sending and receiving."""

    def test_create_gives_the_receiver_first(self):
        r, s = channels.create()
        self.assertIsInstance(r, channels.RecvChannel)
        self.assertIsInstance(s, channels.SendChannel)
        self.assertEqual(r.transport, "rendezvous")

    def test_send_returns_when_its_item_was_received(self):
        r, s = channels.create()
        thread, outcome = self.background(s.send, "item")
        self.wait_for(lambda: r.qsize() == 1)
        self.assertEqual(outcome, [])
        self.assertEqual(r.recv(), "item")
        thread.join()
        self.assertEqual(outcome, [None])

    def test_send_that_times_out_withdraws_its_item(self):
        r, s = channels.create()
        with self.assertRaises(TimeoutError):
            s.send("lost", timeout=0.01)
        self.assertEqual(r.qsize(), 0)
        self.assertIsNone(r.recv_nowait(None))

    def test_recv_times_out(self):
        r, _s = channels.create()
        with self.assertRaises(TimeoutError):
            r.recv(timeout=0)
        with self.assertRaises(TimeoutError):
            r.recv(timeout=0.01)
        with self.assertRaises(ValueError):
            r.recv(timeout=-1)

    def test_send_nowait_queues(self):
        r, s = channels.create()
        for i in range(3):
            self.assertIsNone(s.send_nowait(i))
        self.assertEqual([r.recv(), r.recv_nowait(), r.recv()], [0, 1, 2])

    def test_recv_nowait_gives_the_default_only_when_empty(self):
        r, s = channels.create()
        self.assertEqual(r.recv_nowait("default"), "default")
        with self.assertRaises(channels.ChannelEmptyError):
            r.recv_nowait()
        s.send_nowait(None)
        self.assertIsNone(r.recv_nowait("default"))
        s.close()
        with self.assertRaises(channels.ChannelClosedError):
            r.recv_nowait("default")

    def test_unbounditems_is_keyword_only_and_checked(self):
        with self.assertRaises(NotImplementedError):
            channels.create(unbounditems="?")
        _r, s = channels.create()
        with self.assertRaises(NotImplementedError):
            s.send_nowait(1, unbounditems=1)

    def test_what_cannot_cross_is_not_sent(self):
        r, s = channels.create("queue")
        with self.assertRaises(interpreters.NotShareableError):
            s.send(lambda: s)
        with self.assertRaises(interpreters.NotShareableError):
            s.send_nowait(threading.Lock())
        self.assertEqual(r.qsize(), 0)

    def test_between_interpreters_in_both_directions(self):
        for transport in TRANSPORTS:
            with self.subTest(transport):
                r1, s1 = channels.create(transport, 2)
                r2, s2 = channels.create(transport, 2)
                interp = interpreters.create()

                def echo(r, s):
                    for item in r:
                        s.send(item)
                    s.close()

                thread = interp.call_in_thread(echo, r1, s2)
                for item in 1, -1.5, "ä€𝄞", b"\0\xff", None, True, (1, ("two", b"3")), 2**100, {"a": [1]}, "\ud800":
                    s1.send(item)
                    self.assertEqual(r2.recv(), item)
                s1.close()
                thread.join()
                self.assertEqual(list(r2), [])
                interp.close()


class Point27(ChannelTest):
    """Closing."""

    def assert_closed(self, r, s):
        for operation in (
            lambda: r.recv(),
            lambda: r.recv_nowait(None),
            lambda: r.recv(timeout=0),
            lambda: s.send(1),
            lambda: s.send_nowait(1),
            lambda: r.close(),
            lambda: s.close(),
        ):
            with self.assertRaises(channels.ChannelClosedError):
                operation()
        self.assertTrue(r.is_closed)
        self.assertTrue(s.is_closed)
        self.assertNotIn(r, [pair[0] for pair in channels.list_all()])

    def test_empty_either_end_closes_both(self):
        for end in 0, 1:
            ends = channels.create()
            self.assertIn(ends, channels.list_all())
            ends[end].close()
            self.assert_closed(*ends)

    def test_receive_end_is_not_closed_while_items_are_in(self):
        r, s = channels.create()
        s.send_nowait(1)
        with self.assertRaises(channels.ChannelNotEmptyError):
            r.close()
        self.assertFalse(r.is_closed)
        self.assertEqual(r.recv(), 1)
        r.close()
        self.assert_closed(r, s)

    def test_blocked_sender_is_an_item(self):
        r, s = channels.create()
        thread, outcome = self.background(s.send, 1)
        self.wait_for(lambda: r.qsize() == 1)
        with self.assertRaises(channels.ChannelNotEmptyError):
            r.close()
        self.assertEqual(r.recv(), 1)
        thread.join()
        self.assertEqual(outcome, [None])

    def test_send_end_closes_and_the_rest_drains(self):
        r, s = channels.create()
        s.send_nowait(1)
        s.send_nowait(2)
        s.close()
        self.assertTrue(s.is_closed)
        self.assertFalse(r.is_closed)
        with self.assertRaises(channels.ChannelClosedError):
            s.send_nowait(3)
        self.assertEqual([r.recv(), r.recv_nowait()], [1, 2])
        self.assert_closed(r, s)

    def test_blocked_receiver_is_woken(self):
        for close in (lambda r, s: s.close(), lambda r, s: r.close(), lambda r, s: r.close(force=True)):
            r, s = channels.create()
            thread, outcome = self.background(r.recv)
            close(r, s)
            thread.join()
            self.assertIsInstance(outcome[0], channels.ChannelClosedError)

    def test_force_drops_what_is_in_and_tells_blocked_senders(self):
        for end in 0, 1:
            ends = channels.create()
            thread, outcome = self.background(ends[1].send, 1)
            self.wait_for(lambda: ends[0].qsize() == 1)
            ends[end].close(force=True)
            thread.join()
            self.assertIsInstance(outcome[0], channels.ChannelClosedError)
            self.assert_closed(*ends)
            with self.assertRaises(channels.ChannelClosedError):
                ends[end].close(force=True)


class Point28(ChannelTest):
    """Ends, ids, and the interpreters that use them."""

    def test_ends_compare_by_channel_and_kind(self):
        r, s = channels.create()
        other, _ = channels.create()
        self.assertEqual(r, channels.RecvChannel(r.id))
        self.assertEqual(hash(r), hash(channels.RecvChannel(r.id)))
        self.assertNotEqual(r, s)
        self.assertNotEqual(r, other)
        self.assertEqual(int(r.id), int(s.id))

    def test_ids(self):
        for cls in channels.RecvChannel, channels.SendChannel:
            end = cls(999_999)
            for operation in lambda: end.is_closed, lambda: end.close(), lambda: end.qsize():
                with self.assertRaises(channels.ChannelNotFoundError):
                    operation()
            with self.assertRaises(TypeError):
                cls("1")
            with self.assertRaises(ValueError):
                cls(-1)

    def test_ends_cross(self):
        r, s = channels.create("queue")
        back_r, back_s = channels.create("queue")
        for obj in r, s, (r, [s]), {"end": s}:
            back_s.send(obj)
            self.assertEqual(back_r.recv(), obj)
        self.assertTrue(interpreters.is_shareable(r))
        self.assertTrue(interpreters.is_shareable(s))

    def test_channel_closes_with_the_only_interpreter_that_used_an_end(self):
        r, s = channels.create("queue")
        interp = interpreters.create()
        interp.call(lambda s: s.send_nowait("item"), s)
        interp.close()
        with self.assertRaises(channels.ChannelClosedError):
            r.recv()

    def test_items_turn_unbound_if_main_used_it_before(self):
        r, s = channels.create("queue")
        s.send(1)
        interp = interpreters.create()
        interp.call(lambda s: s.send_nowait("item"), s)
        interp.close()
        self.assertEqual([r.recv(), r.recv()], [1, channels.UNBOUND])

    def test_rules_for_unbound_items(self):
        r, s = channels.create("queue", unbounditems=channels.UNBOUND_REMOVE)
        s.send(1)
        interp = interpreters.create()

        def send(s):
            from clutch import channels

            s.send("removed")
            s.send("error", unbounditems=channels.UNBOUND_ERROR)
            s.send_nowait("unbound", unbounditems=channels.UNBOUND)

        interp.call(send, s)
        self.assertEqual(r.qsize(), 4)
        interp.close()
        self.assertEqual(r.qsize(), 3)
        self.assertEqual(r.recv_many(5), [1])
        with self.assertRaises(channels.ItemInterpreterDestroyed):
            r.recv()
        self.assertIs(r.recv(), channels.UNBOUND)

    def test_end_that_nobody_refers_to_closes(self):
        r, s = channels.create("queue")
        s.send("kept")
        del s
        received = []
        thread, _ = self.background(lambda: received.extend(r))
        while thread.is_alive():
            gc.collect()
            time.sleep(0)
        self.assertEqual(received, ["kept"])

    def test_receive_end_that_nobody_refers_to_closes_the_channel(self):
        r, s = channels.create("queue")
        del r
        while not s.is_closed:
            gc.collect()
            time.sleep(0)
        with self.assertRaises(channels.ChannelClosedError):
            s.send(1)

    def test_end_in_a_message_is_held(self):
        r, s = channels.create("queue")
        carrier_r, carrier_s = channels.create("queue")
        carrier_s.send(s)
        del s
        for _ in range(3):
            gc.collect()
        s = carrier_r.recv()
        s.send("through")
        self.assertEqual(r.recv(), "through")


class WhatClutchAdds(ChannelTest):
    def test_iteration_and_with(self):
        r, s = channels.create("queue")
        with s:
            s.send_many(range(5))
        self.assertTrue(s.is_closed)
        self.assertEqual(list(r), [0, 1, 2, 3, 4])
        r, s = channels.create("queue")
        with r:
            s.send("dropped")
        with self.assertRaises(channels.ChannelClosedError):
            s.send(1)

    def test_batches_give_what_went_in(self):
        many = 50
        extremes = [-(2**63), 2**63 - 1, -1, 0, 1] * 10
        reals = [-0.0, 5e-324, float("-inf"), float("inf"), 1e308] * 10
        batches = (
            range(2500), range(2**63 - many, 2**63), extremes, tuple(extremes), reals, tuple(reals), [float("nan")] * many,
            [*extremes, 2**63], range(2**63 - many, 2**63 + many), [*extremes, True], [*extremes, 1.0], [*reals, 1],
            [*extremes, None], [None, *extremes], ["a", *extremes], [True] * many, [Int(1)] * many, [Int(1), *extremes],
            [*extremes, Int(1)], ["\u2603", b"\xff", (1, 2.0), [3]] * many, extremes[:15], extremes[:16], [1], [], (), range(0),
        )  # fmt: skip
        for transport in TRANSPORTS:
            for batch in batches:
                with self.subTest(transport, batch=repr(batch)[:80]):
                    r, s = channels.create(transport)
                    thread, outcome = self.background(s.send_many, batch)
                    received = []
                    while len(received) < len(batch):
                        received += r.recv_many(1000)
                    thread.join()
                    self.assertEqual(outcome, [None])
                    # Tells -0.0 from 0.0, and an int from a bool.
                    self.assertEqual(repr(received), repr(list(batch)))
                    self.assertEqual(list(map(type, received)), list(map(type, batch)))
                    self.assertEqual(r.qsize(), 0)

    def test_a_batch_takes_no_more_than_asked_for(self):
        for transport in TRANSPORTS[1:]:
            r, s = channels.create(transport)
            s.send_many(range(60))
            self.assertEqual(r.recv_many(20), list(range(20)))
            self.assertEqual(r.recv(), 20)
            self.assertEqual(r.recv_many(16), list(range(21, 37)))
            self.assertEqual(r.recv_many(100), list(range(37, 60)))

    def test_what_cannot_cross_ends_a_batch(self):
        r, s = channels.create("queue")
        for before in [1] * 40, [1.5] * 40, []:
            with self.assertRaises(NotShareableError):
                s.send_many([*before, threading.Lock(), 2])
            self.assertEqual([r.recv_nowait() for _ in before], before)
            self.assertEqual(r.qsize(), 0)

    def test_a_batch_of_numbers_comes_as_one_array(self):
        r, s = channels.create("queue")
        for numbers in [1] * 16, [1.0] * 16:
            s.send_many(numbers)
            received = r._end().receiveMany(16)
            self.assertEqual(len(received.bytes()), 16 * 8)
        s.send_many([1, 2.0] * 8)
        self.assertEqual(list(r._end().receiveMany(16)), [1, 2.0] * 8)

    def test_bounded_queue(self):
        r, s = channels.create("queue", 2)
        s.send_many([1, 2])
        with self.assertRaises(channels.ChannelFullError):
            s.send_nowait(3)
        with self.assertRaises(TimeoutError):
            s.send(3, timeout=0.01)
        thread, outcome = self.background(s.send, 3)
        self.assertEqual(r.recv(), 1)
        thread.join()
        self.assertEqual(r.recv_many(10), [2, 3])

    def test_select(self):
        r1, s1 = channels.create()
        r2, s2 = channels.create("queue")
        with self.assertRaises(TimeoutError):
            channels.select(r1, r2, timeout=0.01)
        with self.assertRaises(TimeoutError):
            channels.select(r1, r2, timeout=0)
        s2.send("second")
        self.assertEqual(channels.select(r1, r2), (r2, "second"))
        thread, outcome = self.background(channels.select, r1, r2)
        s1.send("first")
        thread.join()
        self.assertEqual(outcome, [(r1, "first")])
        s1.close()
        with self.assertRaises(channels.ChannelClosedError):
            channels.select(r1, r2)
        for wrong in (), (s2,), (1,):
            with self.assertRaises((TypeError, ValueError)):
                channels.select(*wrong)

    def test_use_moves_a_channel_with_what_is_in_it(self):
        for first in TRANSPORTS:
            for second in TRANSPORTS:
                with self.subTest(f"{first} to {second}"):
                    r, s = channels.create(first)
                    for i in range(10):
                        s.send_nowait(i)
                    r.use(second)
                    self.assertEqual(s.transport, second)
                    self.assertEqual(r.recv_many(20), list(range(10)))

    def test_sender_of_a_rendezvous_is_done_when_the_channel_buffers(self):
        r, s = channels.create()
        thread, outcome = self.background(s.send, "item")
        self.wait_for(lambda: r.qsize() == 1)
        s.use("queue", 1)
        thread.join()
        self.assertEqual(outcome, [None])
        self.assertEqual((r.recv(), r.capacity), ("item", 1))

    def test_bad_input(self):
        with self.assertRaisesRegex(channels.TransportNotFoundError, "carrier-pigeon.*queue, rendezvous"):
            channels.create("carrier-pigeon")
        r, s = channels.create("queue", name="post")
        with self.assertRaises(channels.TransportNotFoundError):
            r.use("carrier-pigeon")
        self.assertEqual((r.transport, r.name), ("queue", "post"))
        with self.assertRaisesRegex(ValueError, "-1"):
            channels.create("queue", -1)
        for wrong in "1", 1.0, None:
            with self.assertRaises(TypeError):
                channels.create("queue", wrong)
        with self.assertRaises(TypeError):
            channels.create(1)
        with self.assertRaises(TypeError):
            channels.create(name=1)
        with self.assertRaises(ValueError):
            r.recv_many(0)

    def test_deadlock_of_one(self):
        r, s = channels.create()
        with self.assertRaisesRegex(channels.DeadlockError, f"receive from channel {r.id}, .*interpreter 0"):
            r.recv()
        with self.assertRaisesRegex(channels.DeadlockError, f"send to channel {r.id}"):
            s.send("to myself")
        self.assertEqual(r.qsize(), 0)

    def test_deadlock_of_two_and_three(self):
        for count in 2, 3:
            with self.subTest(count):
                ends = [channels.create() for _ in range(count)]
                reports, reporter = channels.create("queue")
                others = [interpreters.create() for _ in range(count - 1)]

                def wait(mine, awaited, reporter):
                    from clutch import channels

                    try:
                        awaited.recv()
                        mine.send("never")
                    except channels.DeadlockError as e:
                        reporter.send(str(e))

                threads = [
                    other.call_in_thread(wait, ends[number][1], ends[number - 1][0], reporter)
                    for number, other in enumerate(others, 1)
                ]
                with self.assertRaises(channels.DeadlockError) as caught:
                    ends[-1][0].recv()
                for thread in threads:
                    thread.join()
                messages = [str(caught.exception), *reports.recv_many(count)]
                while len(messages) < count:
                    messages.append(reports.recv())
                self.assertEqual(len(set(messages)), 1)
                for r, _ in ends:
                    self.assertIn(f"receive from channel {r.id},", messages[0])
                for other in others:
                    self.assertIn(f"interpreter {other.id}", messages[0])
                    other.close()

    def test_no_alarm_while_somebody_can_still_send(self):
        r, s = channels.create()
        timer = threading.Timer(0.3, s.send, ("late",))
        timer.start()
        self.assertEqual(r.recv(), "late")
        timer.join()

    def test_no_alarm_for_a_wait_with_a_deadline(self):
        r, _s = channels.create()
        with self.assertRaises(TimeoutError):
            r.recv(timeout=0.3)


if __name__ == "__main__":
    unittest.main()
