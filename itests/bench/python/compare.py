"""The same work by one thread, by threads, by interpreters and by processes, here and with CPython, in one run.

    launcher/clutch itests/bench/python/compare.py [SECONDS [PICTURE.svg]]

PYTHON names the CPython to run beside, else python3.14 or python3 does; 3.13 and later have interpreters. Prints a table, and draws
it. Works:

factorials  The program of https://bugs.python.org/issue40512: four workers, made anew in each round, multiply the numbers
            up to 30,000 each. How long until all have ended.
fib         Four workers, made anew, compute fib(27) each. Function calls instead of large numbers.
queue       One worker sends 200,000 ints through an unbounded queue to another. How long until the last has come.

Each way repeats until no round was a twentieth faster than all before for SECONDS (10). The first round is what a program
pays that does this once, the best one what a long one does. Both machines' cores should be idle.
"""

import os
import queue
import shutil
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WORKERS = 4
MESSAGES = 200_000
WORKS = ("factorials", "fib", "queue")
WAYS = ("sequential", "threads", "interpreters", "processes")


def factorials():
    product = 1
    for n in range(2, 30_001):
        product *= n
    return product.bit_length()


def fib(n=27):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def send(messages):
    for number in range(MESSAGES):
        messages.put(number)


def receive(messages):
    for number in range(MESSAGES):
        if messages.get() != number:
            raise AssertionError(f"a message is not {number}")


def together(targets):
    """Run each in a thread, and wait for all."""
    failures = []

    def run(target):
        try:
            target()
        except BaseException as e:
            failures.append(e)

    threads = [threading.Thread(target=run, args=(each,)) for each in targets]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if failures:
        raise failures[0]


def sequential(work):
    if work == "queue":
        messages = queue.Queue()
        send(messages)
        receive(messages)
    else:
        for _ in range(WORKERS):
            globals()[work]()


def threads(work):
    if work == "queue":
        messages = queue.Queue()
        together([lambda: send(messages), lambda: receive(messages)])
    else:
        together([globals()[work]] * WORKERS)


def subinterpreters():
    """Give the module, what makes a queue of it, and how to import that queue's class."""
    try:
        from concurrent import interpreters as module

        return module, module.create_queue, "from concurrent.interpreters import Queue"
    except ImportError:
        # CPython 3.13 has them among its tests.
        from test.support import interpreters as module
        from test.support.interpreters import queues

        return module, queues.create, "from test.support.interpreters.queues import Queue"


def interpreters(work):
    module, create_queue, import_queue = subinterpreters()
    begin = f"import sys; sys.path.insert(0, {HERE!r}); import compare; "
    if work == "queue":
        messages = create_queue()
        codes = [f"{begin}{import_queue}; compare.{each}(Queue({messages.id}))" for each in ("send", "receive")]
    else:
        codes = [f"{begin}compare.{work}()"] * WORKERS
    made = [module.create() for _ in codes]
    try:
        together([lambda it=it, code=code: it.exec(code) for it, code in zip(made, codes)])
    finally:
        for each in made:
            each.close()


def processes(work):
    import multiprocessing

    spawning = multiprocessing.get_context("spawn")
    if work == "queue":
        messages = spawning.Queue()
        all_of_them = [spawning.Process(target=each, args=(messages,)) for each in (send, receive)]
    else:
        all_of_them = [spawning.Process(target=globals()[work]) for _ in range(WORKERS)]
    for each in all_of_them:
        each.start()
    for each in all_of_them:
        each.join()
        if each.exitcode:
            raise AssertionError(f"a process ended with {each.exitcode}")


def measured(way, work, patience):
    """Give the first and the best round in seconds."""
    first = best = None
    end = 0
    while first is None or time.perf_counter() < end:
        begin = time.perf_counter()
        globals()[way](work)
        took = time.perf_counter() - begin
        if first is None:
            first = took
        if best is None or took < 0.95 * best:
            end = time.perf_counter() + patience
        best = took if best is None else min(best, took)
    return first, best


def measure(patience, ways):
    """Print a line for each; another run reads them."""
    for work in WORKS:
        for way in ways:
            try:
                first, best = measured(way, work, patience)
            except ImportError as missing:
                print(f"not here: {way}: {missing}", file=sys.stderr)
                continue
            print(work, way, first, best, flush=True)


def figures(command, patience, ways):
    """Measure in another process."""
    print("measuring:", command[0], *ways, file=sys.stderr)
    out = subprocess.run([*command, os.path.join(HERE, "compare.py"), "--measure", str(patience), *ways],
                         stdout=subprocess.PIPE, check=True, text=True).stdout
    found = {}
    for line in out.splitlines():
        work, way, first, best = line.split()
        found[work, way] = float(first), float(best)
    return found


def cpython():
    """Find the other Python, or None."""
    for name in (os.environ.get("PYTHON"), "python3.14", "python3"):
        path = name and shutil.which(name)
        if path and "clutch" not in subprocess.run([path, "-VV"], capture_output=True, text=True).stdout.lower():
            return path
    return None


def table(here, there):
    """Give lines: seconds here and there, and how many times as fast it is here."""
    yield f"{'':26} {'Clutch':>17} {'CPython':>17} {'ratio':>13}"
    yield f"{'':26} {'first':>8} {'best':>8} {'first':>8} {'best':>8} {'first':>6} {'best':>6}"
    for work in WORKS:
        for way in WAYS:
            ours, theirs = here.get((work, way)), there.get((work, way))
            if ours or theirs:
                cells = [f"{x:8.3f}" for x in ours] if ours else [f"{'-':>8}"] * 2
                cells += [f"{x:8.3f}" for x in theirs] if theirs else [f"{'-':>8}"] * 2
                cells += [f"{y / x:6.1f}" for x, y in zip(ours, theirs)] if ours and theirs else [f"{'-':>6}"] * 2
                yield f"{work:12} {way:13} {' '.join(cells)}"


def picture(here, there):
    """Draw the best rounds: a group of bars for each work, as long as the slowest of it is."""
    bars, y = [], 20
    for work in WORKS:
        bars.append(f'<text x="10" y="{y + 12}" font-weight="bold">{work}: seconds, best round</text>')
        y += 22
        longest = max(best for all_of in (here, there) for (each, _), (_, best) in all_of.items() if each == work)
        for way in WAYS:
            for name, all_of, colour in (("Clutch", here, "#2a7f62"), ("CPython", there, "#b5a642")):
                if (work, way) in all_of:
                    best = all_of[work, way][1]
                    width = max(1, 400 * best / longest)
                    bars.append(f'<text x="20" y="{y + 11}">{way}, {name}</text>'
                                f'<rect x="180" y="{y}" width="{width:.0f}" height="13" fill="{colour}"/>'
                                f'<text x="{185 + width:.0f}" y="{y + 11}">{best:.3f}</text>')
                    y += 17
        y += 14
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="660" height="{y}" font-family="sans-serif" font-size="12">'
            f'<rect width="660" height="{y}" fill="white"/>{"".join(bars)}</svg>\n')


def main(patience="10", drawing="compare.svg"):
    here = figures([sys.executable], float(patience), WAYS[:3])
    other = cpython()
    there = figures([other], float(patience), WAYS) if other else {}
    if not there:
        print("no CPython: name one in PYTHON", file=sys.stderr)
    print("\n".join(table(here, there)))
    with open(drawing, "w") as file:
        file.write(picture(here, there))
    print("drawn:", drawing)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(float(sys.argv[2]), sys.argv[3:])
    else:
        main(*sys.argv[1:])
