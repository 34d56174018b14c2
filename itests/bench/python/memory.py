"""What it costs to hand memory over: whatever its size, nothing is copied.

    launcher/clutch itests/bench/python/memory.py [SECONDS [MEBIBYTES...]]

Prints the median of many repetitions, after SECONDS (3) of the same work to warm up, for 64 MiB and 1 GiB. The design allows
50 us. To make memory is not part of it: the system fills it with zeros first.
"""

import statistics
import sys
import time
from concurrent import interpreters

from clutch import shared


def median(action, warm_up, repeat=20, rounds=50):
    """Give the median of some rounds, each the mean of some repetitions in microseconds, after a while of the same."""
    end = time.perf_counter() + warm_up
    while time.perf_counter() < end:
        action()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter_ns()
        for _ in range(repeat):
            action()
        times.append((time.perf_counter_ns() - begin) / repeat / 1000)
    return statistics.median(times)


def keep(buffer):
    """Take memory, look at it, and give it back."""
    from clutch import shared

    with buffer.borrow() as view:
        view[0] = 1
    return shared.move(buffer)


class Held:
    """Memory that goes away and comes back."""

    def __init__(self, size):
        self.buffer = shared.Buffer(size)
        self.queue = interpreters.create_queue()
        self.interp = interpreters.create()

    def through_a_queue(self):
        self.queue.put(self.buffer, move=True)
        self.buffer = self.queue.get()

    def there_and_back(self):
        # Two hand-overs, a borrow and a call.
        self.buffer = self.interp.call(keep, shared.move(self.buffer))

    def borrow(self):
        with self.buffer.borrow() as view:
            view[0] = 1


def main(warm_up, sizes):
    print(f"{'':34}" + "".join(f"{size:>10} MiB" for size in sizes))
    rows = {"one hand-over, put and get": [], "there and back by a call": [], "borrow, write, release": []}
    for size in sizes:
        held = Held(size << 20)
        for row, action in zip(rows.values(), (held.through_a_queue, held.there_and_back, held.borrow)):
            row.append(median(action, warm_up))
        held.buffer.close()
        held.interp.close()
    for name, row in rows.items():
        print(f"{name:34}" + "".join(f"{figure:14.1f}" for figure in row) + " us")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0, [int(size) for size in sys.argv[2:]] or [64, 1024])
