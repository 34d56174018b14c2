"""What it costs to hand memory over, whatever its size, and to copy small values, beside others who do that.

    launcher/clutch itests/bench/python/memory.py [SECONDS [MEBIBYTES...]]

Prints the median and the best of 50 rounds, in microseconds, for 64 MiB and 1 GiB. Before that the same work warms up until no
round was a fifth faster than all before for SECONDS (5); 25 are enough on two idle cores. A hand-over is a move from one
interpreter to another that waits for it, with the wake-up: half of there and back. The design allows 50 us. To make memory is
not part of it: the system fills it with zeros first.

Then what crossings.py measures, here, with CPython's subinterpreters (PYTHON_314 names a CPython 3.14 or 3.13, else
python3.14 is looked for) and with processes of python3, all in this run.
"""

import os
import shutil
import subprocess
import sys
import threading
from concurrent import interpreters

from crossings import measured

from clutch import channels, shared

ROUNDS = 50
REPEAT = 20
CROSSINGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "crossings.py")


def figures(action, warm_up, parts):
    return measured(action, warm_up, ROUNDS, REPEAT, parts)


def keep(buffer):
    """Take memory, look at it, and give it back."""
    from clutch import shared

    with buffer.borrow() as view:
        view[0] = 1
    return shared.move(buffer)


def answer(receive, send):
    """Move back what comes, until that is None."""
    while (buffer := receive()) is not None:
        send(buffer, move=True)


def answer_queue(there, back):
    answer(there.get, back.put)


def answer_channel(there, back):
    answer(there.recv, back.send)


class Held:
    """Memory that goes away and comes back."""

    def __init__(self, size):
        self.buffer = shared.Buffer(size)
        self.queue = interpreters.create_queue()
        self.interp = interpreters.create()

    def end(self):
        self.buffer.close()
        self.interp.close()

    def measured(self, warm_up):
        """Give the figures of all rows."""
        rows = {"to another, by a queue": self.ping_pong(interpreters.create_queue(), interpreters.create_queue(), warm_up)}
        for transport in ("queue", "rendezvous"):
            rows[f"to another, channel ({transport})"] = self.by_channels(transport, warm_up)
        rows["here, put and get"] = figures(self.through_a_queue, warm_up, 1)
        rows["by a call, there and back"] = figures(self.there_and_back, warm_up, 1)
        rows["borrow, write, release"] = figures(self.borrow, warm_up, 1)
        return rows

    def by_channels(self, transport, warm_up):
        (there_receive, there_send), (back_receive, back_send) = channels.create(transport), channels.create(transport)
        with self.answering(answer_channel, there_receive, back_send):
            try:
                return figures(lambda: self.through(there_send.send, back_receive.recv), warm_up, 2)
            finally:
                there_send.send(None)

    def ping_pong(self, there, back, warm_up):
        with self.answering(answer_queue, there, back):
            try:
                return figures(lambda: self.through(there.put, back.get), warm_up, 2)
            finally:
                there.put(None)

    def through(self, send, receive):
        send(self.buffer, move=True)
        self.buffer = receive()

    def answering(self, function, *ends):
        return Answering(threading.Thread(target=self.interp.call, args=(function, *ends)))

    def through_a_queue(self):
        self.queue.put(self.buffer, move=True)
        self.buffer = self.queue.get()

    def there_and_back(self):
        # Two hand-overs, a borrow and a call.
        self.buffer = self.interp.call(keep, shared.move(self.buffer))

    def borrow(self):
        with self.buffer.borrow() as view:
            view[0] = 1


class Answering:
    """The other interpreter at work."""

    def __init__(self, thread):
        self.thread = thread

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.thread.join()


def hand_overs(warm_up, sizes):
    columns = []
    for size in sizes:
        held = Held(size << 20)
        columns.append(held.measured(warm_up))
        held.end()
    print(f"{'us, median and best':34}" + "".join(f"{size:>14} MiB" for size in sizes))
    for name in columns[0]:
        print(f"{name:34}" + "".join("{:10.1f}{:8.1f}".format(*column[name]) for column in columns), flush=True)


def others(warm_up):
    """Yield names and what crossings.py prints with other Pythons, or why not."""
    cpython = os.environ.get("PYTHON_314") or shutil.which("python3.14")
    commands = {"CPython's interpreters": cpython and [cpython, CROSSINGS, str(warm_up)],
                "processes": [shutil.which("python3") or "python3", CROSSINGS, str(warm_up), "processes"]}  # fmt: skip
    for name, command in commands.items():
        if command is None:
            yield name, None, "skipped, since there is no CPython 3.14: PYTHON_314 can name one"
            continue
        done = subprocess.run(command, capture_output=True, text=True)
        yield (name, read(done.stdout), None) if done.returncode == 0 else (name, None, done.stderr.strip()[-200:])


def read(printed):
    rows = (line.rsplit(maxsplit=2) for line in printed.splitlines())
    return {name.strip(): (float(median), float(best)) for name, median, best in rows}


def crossings(warm_up):
    done = subprocess.run([sys.executable, CROSSINGS, str(warm_up)], capture_output=True, text=True, check=True)
    columns = {"here": read(done.stdout)}
    for name, column, reason in others(warm_up):
        if column is None:
            print(f"{name}: {reason}")
        else:
            columns[name] = column
    print(f"\n{'us, median and best':20}" + "".join(f"{name:>26}" for name in columns))
    for row in columns["here"]:
        print(f"{row:20}" + "".join("{:16.1f}{:10.1f}".format(*column[row]) for column in columns.values()))


def main(warm_up=5.0, *sizes):
    hand_overs(float(warm_up), [int(size) for size in sizes] or [64, 1024])
    crossings(warm_up)


if __name__ == "__main__":
    main(*sys.argv[1:])
