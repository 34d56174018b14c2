"""What pools cost: a task on a ready interpreter, and a map of 10,000 small tasks beside other executors.

    CLUTCH_JAVA_OPTS=-Dclutch.features=clutch,pools launcher/clutch itests/bench/python/pools.py [SECONDS]

Prints the median of some rounds after SECONDS (5) of the same work to warm up. Then, in the same run, what CPython does with
the executors that it has: PYTHON_314 names one with interpreters, else python3.14 is looked for, then python3.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from concurrent import futures

CLUTCH = sys.implementation.name == "graalpy"
TASKS = 10_000
WORKERS = 2


def small(x):
    return x + 1


def rate(executor, chunksize, warm_up, rounds=5):
    """Give how many tasks a second a map does."""
    end = time.perf_counter() + warm_up
    rates = []
    while len(rates) < rounds:
        begin = time.perf_counter()
        assert sum(executor.map(small, range(TASKS), chunksize=chunksize)) == TASKS * (TASKS + 1) // 2
        if time.perf_counter() > end:
            rates.append(TASKS / (time.perf_counter() - begin))
    return statistics.median(rates)


def latency(executor, warm_up, rounds=2000):
    """Give how many microseconds one task takes, from submit() to result()."""
    end = time.perf_counter() + warm_up
    while time.perf_counter() < end:
        executor.submit(small, 1).result()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter_ns()
        executor.submit(small, 1).result()
        times.append((time.perf_counter_ns() - begin) / 1000)
    return statistics.median(times)


def executors():
    if CLUTCH:
        from clutch import pools

        yield "clutch.pools, keep", lambda: pools.get("default")
    for name in "InterpreterPoolExecutor", "ThreadPoolExecutor", "ProcessPoolExecutor":
        if hasattr(futures, name) and not (CLUTCH and name == "ProcessPoolExecutor"):
            yield name, lambda: getattr(futures, name)(WORKERS)


def on_cpython(warm_up):
    """Run this file on another Python, which prints its own figures."""
    python = os.environ.get("PYTHON_314") or shutil.which("python3.14") or shutil.which("python3") or "python3"
    print("\non " + subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.strip())
    # Its processes import this file again and have no use for the streams of this one.
    print(subprocess.run([python, __file__, str(warm_up)], capture_output=True, text=True, check=True).stdout, end="")


def main(warm_up):
    print(f"{'':26} {'map':>10} {'chunks of 100':>14} {'one task':>10}")
    for name, make in executors():
        with make() as executor:
            one, hundred, task = rate(executor, 1, warm_up), rate(executor, 100, warm_up), latency(executor, warm_up)
        print(f"{name:26} {one:8.0f}/s {hundred:12.0f}/s {task:7.0f} us", flush=True)
    if CLUTCH:
        on_cpython(warm_up)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
