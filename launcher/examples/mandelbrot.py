"""A picture that several interpreters paint into one shared array, written as a PNG file with the standard library.

    launcher/clutch launcher/examples/mandelbrot.py [FILE [WIDTH [INTERPRETERS]]]

Each interpreter takes the next row that nobody has taken yet, so they run on all cores and end at the same time. Nothing is
copied between them: all have the very same memory.
"""

import os
import struct
import sys
import time
import zlib
from concurrent import interpreters
from concurrent.futures import ThreadPoolExecutor

from clutch import shared

DEPTH = 200


def paint(picture, rows, width, height, depth):
    """Paint rows until none is left, and return how many."""
    import queue

    painted = 0
    while True:
        try:
            y = rows.get_nowait()
        except queue.Empty:
            return painted
        imaginary = 1.25 - 2.5 * y / height
        line = bytearray()
        for x in range(width):
            real = 3.5 * x / width - 2.5
            a = b = 0.0
            n = 0
            while n < depth and a * a + b * b <= 4.0:
                a, b = a * a - b * b + real, 2 * a * b + imaginary
                n += 1
            line += bytes((0, 0, 0)) if n == depth else bytes((9 * n & 255, 5 * n & 255, 255 - n))
        # Each row begins with the PNG filter, 0.
        picture[y, 1:] = line
        painted += 1


def png(picture, width, height):
    """Return a PNG file of rows of RGB bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(picture.tobytes()))
            + chunk(b"IEND", b""))  # fmt: skip


def main(file="mandelbrot.png", width="350", count=None):
    width = int(width)
    height = width * 5 // 7
    count = int(count or os.cpu_count())
    picture = shared.Array("uint8", (height, 1 + 3 * width))
    rows = interpreters.create_queue()
    for y in range(height):
        rows.put(y)
    painters = [interpreters.create() for _ in range(count)]
    begin = time.perf_counter()
    with ThreadPoolExecutor(count) as threads:
        tasks = [threads.submit(each.call, paint, picture, rows, width, height, DEPTH) for each in painters]
        painted = [task.result() for task in tasks]
    for each in painters:
        each.close()
    print(f"{' + '.join(map(str, painted))} rows in {time.perf_counter() - begin:.1f} s by {count} interpreters")
    with open(file, "wb") as out:
        out.write(png(picture, width, height))
    print(f"{file}: {width} x {height}")


if __name__ == "__main__":
    main(*sys.argv[1:])
