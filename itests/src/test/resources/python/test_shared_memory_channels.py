"""Channels on the transport shared-memory: what is in them is bytes outside the heap, and nobody can tell."""

import dataclasses
import gc
import threading
import time
import unittest

from clutch import channels
from concurrent import interpreters

KILOBYTE = bytes(range(256)) * 4


@dataclasses.dataclass
class Point:
    x: int
    y: float


def nested(depth):
    result = ()
    for _ in range(depth):
        result = (result,)
    return result


def echo(r, s):
    for item in r:
        s.send(item)
    s.close()


def send_numbers(s, sender, count):
    for number in range(count):
        s.send((sender, number, b"." * (number % 200)))


def receive_numbers(r):
    """Return what came of each sender, in order."""
    received = [[], [], [], []]
    for sender, number, padding in r:
        assert padding == b"." * (number % 200)
        received[sender].append(number)
    return received


class SharedMemory(unittest.TestCase):
    def create(self, capacity=0):
        r, s = channels.create("shared-memory", capacity)
        self.assertEqual((r.transport, s.capacity), ("shared-memory", capacity))
        return r, s

    def test_everything_that_crosses_comes_out_as_it_went_in(self):
        r, s = self.create()
        other = interpreters.create()
        back_r, back_s = self.create()
        thread = other.call_in_thread(echo, r, back_s)
        for item in (
            None, True, 0, -1, 127, 128, 2**31, -2**63, 2**63, -2**99, 0.0, -0.0, float("inf"), 1e-300, "", "a\0b", "ÿ", "Ā",
            "𝄞", "€" * 5000, "\udc00\ud800", b"", b"\0\xff", KILOBYTE, (), (1, ("two", (3.0, b"4", None))), nested(100),
            [1, "2"], {"key": (1, 2)}, {3, 4}, Point(1, 2.5), bytearray(b"b"), ValueError("text").args,
        ):
            s.send(item)
            received = back_r.recv()
            self.assertEqual(received, item)
            self.assertIs(type(received), type(item))
        s.send(float("nan"))
        self.assertNotEqual(received := back_r.recv(), received)
        s.close()
        thread.join()
        self.assertEqual(list(back_r), [])
        other.close()

    def test_queues_ends_and_proxies_come_through(self):
        r, s = self.create()
        queue = interpreters.create_queue()
        inner_r, inner_s = self.create()
        shared = interpreters.share([1])
        s.send_many([queue, inner_r, (inner_s, [inner_r]), shared, (1, (shared,))])
        self.assertEqual(r.recv(), queue)
        self.assertEqual(r.recv(), inner_r)
        self.assertEqual(r.recv(), (inner_s, [inner_r]))
        r.recv().append(2)
        r.recv()[1][0].append(3)
        self.assertEqual([shared[0], shared[1], shared[2]], [1, 2, 3])
        inner_s.send("still open")
        self.assertEqual(inner_r.recv(), "still open")

    def test_end_is_held_while_it_travels_and_not_after(self):
        carrier_r, carrier_s = self.create()
        r, s = self.create()
        carrier_s.send((s,))
        del s
        for _ in range(3):
            gc.collect()
        self.assertFalse(r.is_closed)
        carrier_r.recv()[0].send("through")
        self.assertEqual(r.recv(), "through")
        while not r.is_closed:
            gc.collect()
            time.sleep(0)

    def test_capacity_is_exact(self):
        r, s = self.create(3)
        for _ in range(60):
            s.send_many(["a", 1, KILOBYTE])
            with self.assertRaises(channels.ChannelFullError):
                s.send_nowait(None)
            with self.assertRaises(TimeoutError):
                s.send(None, timeout=0)
            self.assertEqual((r.qsize(), r.recv_many(9)), (3, ["a", 1, KILOBYTE]))
        with self.assertRaises(channels.ChannelEmptyError):
            r.recv_nowait()
        with self.assertRaises(TimeoutError):
            r.recv(timeout=0.001)

    def test_without_a_capacity_the_ring_grows(self):
        r, s = self.create()
        for number in range(6000):
            s.send(number)
        s.send(large := KILOBYTE * 3000)
        self.assertEqual(r.qsize(), 6001)
        for number in range(6000):
            self.assertEqual(r.recv(), number)
        self.assertEqual(r.recv(), large)

    def test_many_senders_and_receivers_in_interpreters_of_their_own(self):
        others = [interpreters.create() for _ in range(3)]
        for capacity in 1, 0:
            r, s = self.create(capacity)
            parts = []
            receivers = [
                threading.Thread(target=lambda other=other: parts.append(other.call(receive_numbers, r)))
                for other in others[:2]
            ]
            senders = [
                threading.Thread(target=others[2].call, args=(send_numbers, s, 0, 300)),
                threading.Thread(target=send_numbers, args=(s, 1, 300)),
                threading.Thread(target=send_numbers, args=(s, 2, 300)),
            ]
            for thread in receivers + senders:
                thread.start()
            send_numbers(s, 3, 300)
            for thread in senders:
                thread.join()
            s.close()
            for thread in receivers:
                thread.join()
            for sender in range(4):
                for part in parts:
                    self.assertEqual(part[sender], sorted(part[sender]))
                self.assertEqual(sorted(parts[0][sender] + parts[1][sender]), list(range(300)))
        for other in others:
            other.close()

    def test_live_channel_moves_to_it_and_back(self):
        r, s = channels.create("queue", 64)
        _, end = self.create()
        received = []
        receiver = threading.Thread(target=lambda: received.extend(r))
        receiver.start()
        sent = []
        for number in range(900):
            item = (number, (str(number), 2.0**number if number < 1000 else None, [number], end))[number % 2]
            s.send(item)
            sent.append(item)
            if number % 30 == 0:
                transport = ("shared-memory", "rendezvous", "queue")[number // 30 % 3]
                s.use(transport)
                self.assertEqual(r.transport, transport)
        s.close()
        receiver.join()
        self.assertEqual(received, sent)

    def test_what_a_move_brings_along_may_be_more_than_the_capacity(self):
        r, s = channels.create("queue")
        s.send_many(range(5000))
        s.use("shared-memory", 1)
        with self.assertRaises(channels.ChannelFullError):
            s.send_nowait("too many")
        self.assertEqual(r.recv_many(5001), list(range(5000)))
        s.send_nowait("room")
        self.assertEqual(r.recv(), "room")

    def test_items_of_a_closed_interpreter(self):
        r, s = self.create()
        s.send("of main")
        other = interpreters.create()
        other.call(lambda s: s.send("unbound"), s)
        other.close()
        self.assertEqual(r.recv_many(3), ["of main", channels.UNBOUND])


if __name__ == "__main__":
    unittest.main()
