"""A census of Python's standard library, taken by one interpreter and by several.

    launcher/clutch launcher/examples/stdlib_census.py
    launcher/clutch launcher/examples/stdlib_census.py --interpreters 1,2,4 --limit 100

Parses every module that comes with the runtime, counts what is in it, and tells how much faster several interpreters
are than one. Each interpreter runs one call all its life and takes orders from a queue. An order is itself a queue, of
the files to parse, so any number of interpreters can share it; all report to one queue. The measurement is fair: all
interpreters exist, and have parsed the same half of the files, before the clock starts; then all numbers of
interpreters are measured in turn, there and back, several rounds, of which the best counts.

Exit status: 0; 1 if a worker died or the totals differ; 2 for wrong arguments; 130 after Ctrl-C.
"""
import argparse
import os
import platform
import sys
import threading
import time
from collections import Counter
from concurrent import interpreters
from contextlib import closing, suppress
from dataclasses import dataclass, field

LIBRARY = os.path.dirname(os.__file__)
SKIPPED_FOLDERS = {"test", "tests", "idle_test", "site-packages"}


def work(orders, reports):
    """Runs in each interpreter. Only its code travels there, so it imports what it needs and uses no global names."""
    import ast

    def count(path):
        with open(path, "rb") as file:
            source = file.read()
        functions, classes, longest, modules = 0, 0, (0, ""), set()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                functions += 1
                longest = max(longest, (node.end_lineno - node.lineno + 1, node.name))
            elif isinstance(node, ast.ClassDef):
                classes += 1
            elif isinstance(node, ast.Import):
                modules.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules.add(node.module)
        return functions, classes, len(source.splitlines()), longest, tuple(modules)

    for paths in iter(orders.get, None):
        for path in iter(paths.get, None):
            try:
                reports.put(("parsed", path, *count(path)))
            except (OSError, SyntaxError, ValueError, RecursionError) as error:
                reports.put(("failed", path, str(error)))
        reports.put(("finished",))


class CensusError(Exception):
    """The census cannot be completed or trusted."""


@dataclass
class Census:
    """What was counted; equal however the files were shared out and in whatever order the reports came."""

    totals: Counter = field(default_factory=Counter)
    longest: tuple = (0, "", "")  # lines, function, path
    imports: Counter = field(default_factory=Counter)  # module -> number of files that import it
    failures: dict = field(default_factory=dict)  # path -> error

    def add(self, path, functions, classes, lines, longest, modules):
        self.totals.update(files=1, lines=lines, functions=functions, classes=classes)
        self.longest = max(self.longest, (*longest, path))
        self.imports.update(modules)

    def check_equal(self, other, size):
        for name, value in vars(self).items():
            if value != getattr(other, name):
                raise CensusError(f"the census by {size} interpreters differs from the first in its {name}: "
                                  f"{str(getattr(other, name)):.200}, not {str(value):.200}")

    def print(self):
        lines, function, path = self.longest
        top = sorted(self.imports.items(), key=lambda item: (-item[1], item[0]))[:10]
        print(f"{platform.python_implementation()} {platform.python_version()}, {LIBRARY}")
        print("  " + ", ".join(f"{number:,} {what}" for what, number in self.totals.items()))
        print(f"  longest function: {function}, {lines:,} lines, in {os.path.relpath(path or LIBRARY, LIBRARY)}")
        print(f"  imported by most files: {', '.join(f'{module} {files}' for module, files in top)}")
        print(f"  files that do not parse: {len(self.failures)}")
        for path, error in sorted(self.failures.items()):
            print(f"    {os.path.relpath(path, LIBRARY)}: {error}")


class Crew:
    """Interpreters at work, each in a thread of its own, all reporting to one queue."""

    def __init__(self):
        self.reports = interpreters.create_queue()
        self.members = []  # (interpreter, its orders, its thread)
        self.shares = []  # what they are parsing

    def hire(self):
        interpreter, orders = interpreters.create(), interpreters.create_queue()
        thread = threading.Thread(target=self._employ, args=(interpreter, orders))
        thread.start()
        self.members.append((interpreter, orders, thread))

    def _employ(self, interpreter, orders):
        try:
            interpreter.call(work, orders, self.reports)
        except Exception as error:  # comes as a report, for that is what the main thread waits for
            self.reports.put(("died", f"interpreter {interpreter.id} died: {error}"))

    def parse(self, shares, label):
        """Gives each share, a queue of paths that ends with None, to one member; adds up what they report."""
        self.shares = shares
        for share, (_, orders, _) in zip(shares, self.members):
            orders.put(share)
        census, working = Census(), len(shares)
        while working:
            match self.reports.get():
                case "parsed", *counts:
                    census.add(*counts)
                case "failed", path, error:
                    census.failures[path] = error
                case "finished",:
                    working -= 1
                case "died", error:
                    raise CensusError(error)
            show_progress(f"{label}: {census.totals['files']:,} files")
        return census

    def close(self):
        """Takes back what nobody has begun to parse, tells everybody to stop, and waits for them."""
        show_progress("")
        for share in self.shares:
            with suppress(interpreters.QueueEmpty):
                while True:
                    share.get(block=False)
        for queue in *self.shares, *(orders for _, orders, _ in self.members):
            queue.put(None)
        for interpreter, _, thread in self.members:
            thread.join()
            interpreter.close()


def filled_queue(items):
    queue = interpreters.create_queue()
    for item in items:
        queue.put(item)
    return queue


def show_progress(text):
    """Replaces the progress line on a terminal; an empty text erases it."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def library_files(limit):
    """The paths of the library's modules, the largest first: with small ones last, all workers finish together."""
    paths = []
    for folder, subfolders, names in os.walk(LIBRARY):
        subfolders[:] = set(subfolders) - SKIPPED_FOLDERS
        paths += [os.path.join(folder, name) for name in names if name.endswith(".py")]
    return sorted(paths, key=lambda path: (-os.path.getsize(path), path))[:limit]


def take_census(paths, sizes, rounds):
    """Returns the census and, for each number of interpreters, the seconds of its best round."""
    first, best = None, dict.fromkeys(sizes, float("inf"))
    with closing(Crew()) as crew:
        for _ in range(max(sizes)):
            crew.hire()
        crew.parse([filled_queue([*paths[::-2], None]) for _ in crew.members], "warming up")
        for number in range(1, rounds + 1):
            for size in (sizes if number % 2 else sizes[::-1]):  # so that none is always the last, and warmest
                share = filled_queue(paths + [None] * size)
                started = time.perf_counter()
                census = crew.parse([share] * size, f"round {number} of {rounds}, interpreters: {size}")
                best[size] = min(best[size], time.perf_counter() - started)
                first = first or census
                first.check_equal(census, size)
    return first, best


def positive(text):
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1: {text}")
    return number


def numbers(text):
    return [positive(part) for part in text.split(",")]


def parse_arguments():
    parser = argparse.ArgumentParser(description="Count what is in the standard library, by several interpreters.")
    parser.add_argument("--interpreters", type=numbers, default=[os.cpu_count()], metavar="N,...",
                        help="how many to compare with one (default: as many as there are processors)")
    parser.add_argument("--rounds", type=positive, default=2, metavar="K",
                        help="measured rounds, of which the best counts (default: %(default)s)")
    parser.add_argument("--limit", type=positive, metavar="FILES", help="only the largest files")
    return parser.parse_args()


def main():
    options = parse_arguments()
    paths = library_files(options.limit)
    try:
        census, best = take_census(paths, sorted({1, *options.interpreters}), options.rounds)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except CensusError as error:
        print(f"stdlib_census: {error}", file=sys.stderr)
        return 1
    census.print()
    print(f"\n{'interpreters':>12} {'seconds':>9} {'files/s':>9} {'speed-up':>9}")
    for size, seconds in best.items():
        print(f"{size:12} {seconds:9.2f} {len(paths) / seconds:9.0f} {best[1] / seconds:9.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
