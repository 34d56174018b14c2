"""How often each byte is in a large file, counted by several interpreters that all have the file in one memory.

    launcher/clutch launcher/examples/histogram.py [MEGABYTES [INTERPRETERS]]

Writes a temporary file of 200 MB or more, maps it once, and lets each interpreter take the next block that nobody has taken
yet. Blocks are not sent and not read into buffers: the system shows the file where it is mapped, to all. Counts go into one
shared array, a row for each interpreter, and how far they are into another, which this one looks at while it waits.
"""

import os
import random
import sys
import tempfile
import time
from concurrent import interpreters
from concurrent.futures import ThreadPoolExecutor, wait

from clutch import shared

BLOCK = 1 << 20
REPEATED = 64
VALUES = 256


def generate(file, blocks):
    """Write blocks of random bytes, and return how often each byte is in them."""
    part = random.Random(1).randbytes(BLOCK // REPEATED)
    in_base = [0] * VALUES
    for value in part:
        in_base[value] += REPEATED
    base = part * REPEATED
    expected = [0] * VALUES
    for i in range(blocks):
        shift = i * 7
        file.write(base.translate(bytes((value + shift) % VALUES for value in range(VALUES))))
        for value, count in enumerate(in_base):
            expected[(value + shift) % VALUES] += count
    file.flush()
    return expected


def count(content, blocks, size, mine, done):
    """Count the bytes of blocks until none is left, and return how many blocks that were."""
    import queue

    counts = [0] * len(mine)
    finished = 0
    while True:
        try:
            i = blocks.get_nowait()
        except queue.Empty:
            mine[:] = counts
            return finished
        with content.borrow(readonly=True, start=i * size, stop=(i + 1) * size) as view:
            for value in view:
                counts[value] += 1
        finished += 1
        done[0] = finished


def show(done, blocks):
    """Say how far they are, to somebody who looks on."""
    if sys.stderr.isatty():
        print(f"\r{sum(done.tolist()) * 100 // blocks:3} %", end="", file=sys.stderr, flush=True)


def histogram(path, blocks, workers):
    """Return how often each byte is in a file, and how many blocks each interpreter has counted."""
    content = shared.map_file(path)
    counts = shared.Array("int64", (workers, VALUES))
    done = shared.Array("int64", workers)
    todo = interpreters.create_queue()
    for i in range(blocks):
        todo.put(i)
    counters = [interpreters.create() for _ in range(workers)]
    with ThreadPoolExecutor(workers) as threads:
        tasks = [threads.submit(each.call, count, content, todo, BLOCK, counts[i], done[i:i + 1])
                 for i, each in enumerate(counters)]  # fmt: skip
        while wait(tasks, timeout=0.2).not_done:
            show(done, blocks)
        counted = [task.result() for task in tasks]
    show(done, blocks)
    for each in counters:
        each.close()
    content.close()
    return [sum(counts[:, value].tolist()) for value in range(VALUES)], counted


def main(megabytes="200", workers=None):
    blocks = -(-int(float(megabytes) * 1_000_000) // BLOCK)
    workers = int(workers or os.cpu_count())
    with tempfile.NamedTemporaryFile(prefix="histogram-") as file:
        expected = generate(file, blocks)
        begin = time.perf_counter()
        found, counted = histogram(file.name, blocks, workers)
        seconds = time.perf_counter() - begin
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if found != expected:
        sys.exit("the counts are wrong")
    print(f"{' + '.join(map(str, counted))} blocks, {blocks * BLOCK} bytes in {seconds:.1f} s by {workers} interpreters")
    most = max(range(VALUES), key=found.__getitem__)
    print(f"the most frequent byte is {most:#04x}, {found[most]} times; all counts are right")


if __name__ == "__main__":
    main(*sys.argv[1:])
