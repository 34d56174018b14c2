"""What it costs that a value crosses to another interpreter and back: bytes, few and many, a tuple, a dict, a dataclass.

Runs on Clutch and on CPython 3.14 with interpreters (3.13 has the same among its tests), on any Python with processes:

    launcher/clutch itests/bench/python/crossings.py [SECONDS]
    python3 itests/bench/python/crossings.py [SECONDS] processes

Each value goes to the other side by one queue and back by another; a crossing is half of that, with the wake-up of who waits
for it. The median and the best of 30 rounds, in microseconds. Before that the same work warms up, until no round was a fifth
faster than all before for SECONDS (5): until code is compiled it takes some hundred times as long.
"""

import dataclasses
import os
import statistics
import sys
import time

ROUNDS = 30
REPEAT = 100


@dataclasses.dataclass
class Reading:
    sensor: str
    at: float
    values: tuple


VALUES = {
    "1 KiB bytes": bytes(range(256)) * 4,
    "1 MiB bytes": bytes(range(256)) * 4096,
    "small tuple": (1, "two", 3.0),
    "dict of ten": {f"key {i}": i for i in range(10)},
    "dataclass": Reading("kitchen", 12.5, (1, 2, 3)),
}


def echo(there, back):
    """Send back what comes, until that is None."""
    while True:
        value = there.get()
        back.put(value)
        if value is None:
            return


def measured(action, warm_up, rounds, repeat, parts):
    """Give the median and the best of rounds: what one of the parts of an action takes, in microseconds."""
    best, end = float("inf"), time.perf_counter() + warm_up
    while time.perf_counter() < end:
        took = timed(action, repeat)
        if took < 0.8 * best:
            best, end = took, time.perf_counter() + warm_up
    times = [timed(action, repeat) / parts for _ in range(rounds)]
    return statistics.median(times), min(times)


def timed(action, repeat):
    begin = time.perf_counter_ns()
    for _ in range(repeat):
        action()
    return (time.perf_counter_ns() - begin) / repeat / 1000


def crossings(there, back, warm_up, repeat=REPEAT):
    """Give the median and the best for each value."""
    figures = {}
    for name, value in VALUES.items():

        def there_and_back():
            there.put(value)
            back.get()

        figures[name] = measured(there_and_back, warm_up, ROUNDS, repeat, 2)
    there.put(None)
    back.get()
    return figures


def by_interpreters(warm_up):
    import threading

    try:
        from concurrent import interpreters
    except ImportError:
        return by_interpreters_of_3_13(warm_up)
    there, back = interpreters.create_queue(), interpreters.create_queue()
    other = interpreters.create()
    # As with processes, the script is imported over there.
    thread = threading.Thread(target=other.call, args=(echo, there, back))
    thread.start()
    try:
        return crossings(there, back, warm_up)
    finally:
        thread.join()
        other.close()


def by_interpreters_of_3_13(warm_up):
    import threading
    from test.support import interpreters
    from test.support.interpreters import queues

    there, back = queues.create(), queues.create()
    other = interpreters.create()
    code = f"import sys; sys.path.insert(0, {os.path.dirname(os.path.abspath(__file__))!r}); from crossings import *"
    code += f"; from test.support.interpreters.queues import Queue; echo(Queue({there.id}), Queue({back.id}))"
    thread = threading.Thread(target=other.exec, args=(code,))
    thread.start()
    try:
        # Who waits there looks every 10 ms.
        return crossings(there, back, warm_up, 5)
    finally:
        thread.join()
        other.close()


def by_processes(warm_up):
    import multiprocessing

    spawning = multiprocessing.get_context("spawn")
    # Simple queues: the others hand each message to a thread of their own first.
    there, back = spawning.SimpleQueue(), spawning.SimpleQueue()
    process = spawning.Process(target=echo, args=(there, back))
    process.start()
    try:
        return crossings(there, back, warm_up)
    finally:
        process.join()


def main(warm_up="5", how="interpreters"):
    figures = (by_processes if how == "processes" else by_interpreters)(float(warm_up))
    for name, (median, best) in figures.items():
        # Another run reads this.
        print(f"{name:20} {median:10.1f} {best:10.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
