"""What interpreters cost: making one, calling it, two that are busy, a pool of them, a call of a proxy.

Runs on Clutch and on CPython 3.14, with the modules that both have:

    launcher/clutch itests/bench/python/interpreters.py [SECONDS]

Prints the median of many repetitions, after SECONDS (15) of the same work to warm up, beside what CPython 3.14 took on
another machine: read the ratios. On CPython its own figures are printed alone.
"""

import statistics
import sys
import time
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor

CLUTCH = sys.implementation.name == "graalpy"
WORKERS = 2
TASKS = 2000
FIBS = 40
# Microseconds, or tasks a second; the best and the worst that were seen.
CPYTHON = {
    "create() with a spare ready": "10000",
    "call(noop)": "14-208",
    'exec("pass")': "22-222",
    "fib(27)": "27000 (3.13)",
    "two busy ones": "1.9",
    "pool, map of no-ops": "9900",
    "proxy call": "-",
}


def noop():
    pass


def nothing(_):
    pass


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def fibs():
    for _ in range(FIBS):
        fib(27)


def timed(action, repeat=1):
    """Give how many microseconds an action takes."""
    begin = time.perf_counter_ns()
    for _ in range(repeat):
        action()
    return (time.perf_counter_ns() - begin) / repeat / 1000


def median(action, warm_up, repeat=100, rounds=50):
    """Give the median of some rounds, each the mean of some repetitions, after a while of the same."""
    end = time.perf_counter() + warm_up
    while time.perf_counter() < end:
        timed(action, repeat)
    return statistics.median(timed(action, repeat) for _ in range(rounds))


def creations(rounds=20):
    """Give the median of create(), with a pause before each in which another spare gets ready."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter_ns()
        made = interpreters.create()
        times.append((time.perf_counter_ns() - begin) / 1000)
        made.close()
        time.sleep(1)
    return statistics.median(times)


def busy(warm_up, rounds=20):
    """Give how long one fib(27) takes, and how many times as much two interpreters do at once."""
    two = [interpreters.create() for _ in range(2)]
    # The same threads each time: what a new one costs in an interpreter is another matter.
    with ThreadPoolExecutor(2) as threads:
        together = median(lambda: list(threads.map(lambda each: each.call(fibs), two)), warm_up, 1, rounds)
        alone = median(lambda: threads.submit(two[0].call, fibs).result(), 1, 1, rounds)
    for each in two:
        each.close()
    return alone / FIBS, 2 * alone / together


def pool(warm_up, rounds=10):
    """Give how many tasks a second the workers do."""
    with InterpreterPoolExecutor(WORKERS) as executor:
        end = time.perf_counter() + warm_up
        rates = []
        while len(rates) < rounds:
            begin = time.perf_counter()
            for _ in executor.map(nothing, range(TASKS)):
                pass
            if time.perf_counter() > end:
                rates.append(TASKS / (time.perf_counter() - begin))
    return statistics.median(rates)


def main(warm_up):
    rows = {"create() with a spare ready": (creations(), "us")}
    interp = interpreters.create()
    rows["call(noop)"] = median(lambda: interp.call(noop), warm_up), "us"
    rows['exec("pass")'] = median(lambda: interp.exec("pass"), warm_up), "us"
    alone, ratio = busy(warm_up)
    rows["fib(27)"] = alone, "us"
    rows["two busy ones"] = ratio, "times as much as one"
    rows["pool, map of no-ops"] = pool(warm_up), "tasks/s"
    if hasattr(interpreters, "share"):
        queue = interpreters.create_queue()
        interp.prepare_main(queue=queue)
        interp.exec("class Counter:\n    n = 0\n    def add(self, n):\n        self.n += n\n        return self.n\n"
                    "from concurrent.interpreters import share; queue.put(share(Counter()))")
        counter = queue.get()
        rows["proxy call"] = median(lambda: counter.add(1), warm_up), "us"
    interp.close()
    print(f"{'':28} {'here':>10}" + (f" {'CPython 3.14':>13}" if CLUTCH else ""))
    for name, (figure, unit) in rows.items():
        other = f" {CPYTHON[name]:>13}" if CLUTCH else ""
        print(f"{name:28} {figure:10.{0 if figure >= 100 else 1}f}{other} {unit}")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 15.0)
