"""clutch.pools, on the pools of the feature "pools" and on three more: run by PoolTasksIT, which configures those."""

import inspect
import operator
import pathlib
import re
import threading
import unittest
from concurrent import futures, interpreters
from concurrent.futures import as_completed
from concurrent.interpreters import InterpreterError, NotShareableError

import clutch.interpreters
from clutch import pools

PATIENCE = 100
factor = 3


def scaled(x):
    """Need a global name, so that the script is run again where it is called."""
    return factor * x


# What follows needs no global names, so it crosses by its code.


def triple(x):
    return 3 * x


def current_id():
    from concurrent import interpreters

    return interpreters.get_current().id


def mark(value):
    import threading

    before = getattr(threading, "mark", None)
    threading.mark = value
    return before


def fail(x):
    raise KeyError(x)


def die():
    import os

    os._exit(3)


def no_memory():
    raise MemoryError("no more")


def corrupt():
    import _clutch.target

    _clutch.target.__dict__.clear()


def nested(x):
    import operator

    from clutch import pools

    with pools.get("fresh") as pool:
        return pool.submit(operator.add, x, 1).result()


def wait_for(began, go):
    began.put(None)
    return go.get()


def wait_for_own(i, began, go):
    began.put(i)
    go.get()
    return i


def spin():
    while True:
        pass


def stay(begun, go):
    begun.put(None)
    go.get()


def power(a, b):
    return a**b


def begun_with():
    import __main__

    return __main__.begun


class Look(unittest.TestCase):
    def test_names(self):
        self.assertEqual(pools.names(), ["default", "fresh", "limited", "replaced", "work"])

    def test_no_such_pool(self):
        with self.assertRaisesRegex(pools.PoolNotFoundError, "there is no pool 'x', there are: default, fresh, lim"):
            pools.get("x")
        with self.assertRaisesRegex(TypeError, "name must be a str, got 3"):
            pools.get(3)

    def test_it_is_an_executor_that_is_typed_and_documented(self):
        with pools.get("default") as pool:
            self.assertIsInstance(pool, futures.Executor)
            self.assertEqual(pool.name, "default")
        for each in pools.get, pools.names, pools.Pool, pools.Pool.map, pools.Pool.statistics:
            self.assertTrue(inspect.getdoc(each), each)
        self.assertIs(inspect.signature(pools.names).return_annotation.__origin__, list)

    def test_a_confined_interpreter_reaches_none(self):
        confined = clutch.interpreters.create(isolation=clutch.interpreters.CONFINED)
        self.addCleanup(confined.close)
        confined.exec("from clutch import pools\nassert pools.names() == []\n"
                      "try: pools.get('default')\nexcept pools.PoolNotFoundError as e: assert 'none' in str(e)\n"
                      "else: assert False")


class Calls(unittest.TestCase):
    def setUp(self):
        self.pool = pools.get("default")
        self.addCleanup(self.pool.shutdown)

    def test_submit(self):
        self.assertEqual(self.pool.submit(triple, 4).result(PATIENCE), 12)
        self.assertEqual(self.pool.submit(dict, a=1).result(PATIENCE), {"a": 1})
        self.assertNotEqual(self.pool.submit(current_id).result(PATIENCE), 0)

    def test_functions_of_the_script(self):
        self.assertEqual(list(self.pool.map(scaled, range(4))), [0, 3, 6, 9])

    def test_what_a_call_raises(self):
        with self.assertRaises(KeyError) as caught:
            self.pool.submit(fail, "x").result(PATIENCE)
        self.assertIsInstance(caught.exception.__cause__, interpreters.ExecutionFailed)

    def test_what_cannot_travel(self):
        with self.assertRaisesRegex(NotShareableError, "args"):
            self.pool.submit(len, threading.Lock()).result(PATIENCE)

    def test_map(self):
        for chunksize in 1, 7, 1000:
            self.assertEqual(list(self.pool.map(triple, range(100), chunksize=chunksize, timeout=PATIENCE)),
                             [3 * i for i in range(100)])
        self.assertEqual(list(self.pool.map(operator.add, [1, 2], [10, 20])), [11, 22])
        self.assertEqual(list(self.pool.map(triple, [], chunksize=3)), [])
        for wrong in 0, -1:
            with self.assertRaisesRegex(ValueError, "chunksize must be at least 1"):
                self.pool.map(triple, [1], chunksize=wrong)
        with self.assertRaisesRegex(TypeError, "chunksize must be an int"):
            self.pool.map(triple, [1], chunksize="1")

    def test_failure_in_the_midst_of_a_chunk(self):
        results = self.pool.map(operator.truediv, [1, 2, 3], [1, 0, 1], chunksize=3)
        self.assertEqual(next(results), 1)
        self.assertRaises(ZeroDivisionError, next, results)

    def test_a_chunk_is_one_lease(self):
        leases = self.pool.statistics().leases
        list(self.pool.map(triple, range(40), chunksize=10_000))
        self.assertLessEqual(self.pool.statistics().leases, leases + self.pool.statistics().max)
        leases = self.pool.statistics().leases
        list(self.pool.map(triple, range(40)))
        self.assertGreaterEqual(self.pool.statistics().leases, leases + 40)

    def test_two_work_at_the_same_time(self):
        began, go = interpreters.create_queue(), interpreters.create_queue()
        both = [self.pool.submit(wait_for, began, go) for _ in range(2)]
        began.get(timeout=PATIENCE)
        began.get(timeout=PATIENCE)
        go.put(1)
        go.put(2)
        self.assertEqual(sorted(each.result(PATIENCE) for each in both), [1, 2])

    def test_a_map_of_uneven_calls_keeps_all_at_work_to_the_end(self):
        for chunksize, longest in (1, min), (5, min), (1, max), (5, max):
            with self.subTest(chunksize=chunksize, longest=longest.__name__):
                calls = range(20)
                began, go = interpreters.create_queue(), [interpreters.create_queue() for _ in calls]
                results = self.pool.map(wait_for_own, calls, [began] * len(calls), go, chunksize=chunksize)
                at_work = {began.get(timeout=PATIENCE) for _ in range(2)}
                for _ in calls[2:]:
                    shorter = (at_work - {longest(at_work)}).pop()
                    go[shorter].put(None)
                    at_work.remove(shorter)
                    # Nothing else ends, so whoever is free now has to take the next call of the line, whatever its chunk.
                    at_work.add(began.get(timeout=PATIENCE))
                for last in at_work:
                    go[last].put(None)
                self.assertEqual(list(results), list(calls))

    def test_shutdown_ends_the_client_and_not_the_pool(self):
        self.pool.submit(triple, 1).result(PATIENCE)
        self.pool.shutdown()
        with self.assertRaisesRegex(RuntimeError, "cannot schedule new futures after shutdown"):
            self.pool.submit(triple, 1)
        with pools.get("default") as other:
            self.assertEqual(other.submit(triple, 1).result(PATIENCE), 3)

    def test_keep_keeps_and_fresh_does_not(self):
        def marks(name):
            with pools.get(name) as pool:
                return {pool.submit(mark, 1).result(PATIENCE) for _ in range(4)}

        self.assertIn(1, marks("default"))
        self.assertEqual(marks("fresh"), {None})

    def test_a_task_that_ruins_its_interpreter_costs_one(self):
        broken = self.pool.statistics().broken
        for ruin, kind in (die, InterpreterError), (no_memory, MemoryError), (corrupt, InterpreterError):
            with self.subTest(ruin=ruin.__name__):
                self.assertRaises(kind, self.pool.submit(ruin).result, PATIENCE)
        self.assertEqual(list(self.pool.map(triple, range(20))), [3 * i for i in range(20)])
        self.assertEqual(self.pool.statistics().broken, broken + 3)

    def test_from_a_subinterpreter(self):
        self.assertEqual(list(self.pool.map(nested, range(2))), [1, 2])

    def test_the_other_functions_of_futures(self):
        all = [self.pool.submit(triple, i) for i in range(10)]
        self.assertEqual(sorted(each.result() for each in futures.as_completed(all, PATIENCE)), [3 * i for i in range(10)])
        seen = futures.Future()
        self.pool.submit(triple, 5).add_done_callback(lambda each: seen.set_result(each.result()))
        self.assertEqual(seen.result(PATIENCE), 15)


class ComingFromMultiprocessing(unittest.TestCase):
    """Runs what the README puts in the place of multiprocessing's words."""

    def setUp(self):
        readme = pathlib.Path(__file__).parents[6].joinpath("bundles/pool/README.md").read_text()
        chapter = readme.split("## Coming from multiprocessing")[1].split("\n## ")[0]
        rows = [line.strip("| ").split(" | ") for line in chapter.splitlines() if line.startswith("|")][2:]
        self.here = {old.strip("`"): re.findall("`([^`]+)`", new) for old, new in rows}
        self.seen = []

    def run_here(self, old, **names):
        """Run what stands in the row of some old code, and return all names afterwards."""
        names |= {"f": triple, "items": range(10), "g": power, "pairs": [(2, 3), (3, 2)]}
        names |= {"as_completed": as_completed, "use": self.seen.append}
        exec(self.here.pop(old)[0], names)
        return names

    def test_all_rows(self):
        code = self.here.pop("with Pool(2, initializer=begin) as p:")
        self.assertEqual(code[1:3], ["max = 2", "warmup = begin.py"])
        clutch = type("clutch", (), {"pools": pools})
        names = {"clutch": clutch, "begun_with": begun_with}
        exec(code[-1] + "\n    begun = p.submit(begun_with).result(), p.statistics().max", names)
        self.assertEqual(names["begun"], (True, 2))
        with pools.get("default") as p:
            results = [3 * i for i in range(10)]
            self.assertEqual(self.run_here("results = p.map(f, items)", p=p)["results"], results)
            self.run_here("for x in p.imap(f, items, chunksize=50): use(x)", p=p)
            self.assertEqual(self.seen, results)
            self.seen.clear()
            self.run_here("for x in p.imap_unordered(f, items): use(x)", p=p)
            self.assertEqual(sorted(self.seen), results)
            self.assertEqual(self.run_here("results = p.starmap(g, pairs)", p=p)["results"], [8, 9])
            self.seen.clear()
            called = self.run_here("t = p.apply_async(g, (1, 2), callback=use)", p=p)
            self.assertEqual(called["t"].result(PATIENCE), 1)
            p.shutdown()
            self.assertEqual(self.seen, [1])
        with pools.get("default") as p:
            t = self.run_here('t = p.apply_async(g, (1,), {"b": 2})', p=p)["t"]
            self.assertEqual(self.run_here("x = t.get(timeout=10)", t=t)["x"], 1)
            self.assertIs(self.run_here("x = t.ready() and t.successful()", t=t)["x"], True)
        self.assertEqual(self.here.pop("Pool(1, maxtasksperchild=2)"), ["maxUses = 2", "reset = keep"])
        with pools.get("replaced") as p:
            a, b, c, d = [p.submit(current_id).result(PATIENCE) for _ in range(4)]
            self.assertTrue(a == b != c == d, (a, b, c, d))
            self.run_here("p.close(); p.join()", p=p)
            self.assertRaises(RuntimeError, p.submit, triple, 1)
        self.assertEqual(self.here["p.terminate()"][1], "timeLimit = 500")
        with pools.get("replaced") as p:
            begun, go = interpreters.create_queue(), interpreters.create_queue()
            busy, never = p.submit(stay, begun, go), p.submit(triple, 1)
            never.add_done_callback(lambda _: go.put(None))
            begun.get(timeout=PATIENCE)
            self.run_here("p.terminate()", p=p)
            self.assertTrue(never.cancelled())
            self.assertIsNone(busy.result(PATIENCE))
        with pools.get("limited") as p:
            self.assertRaisesRegex(InterpreterError, "time limit of 500 ms", p.submit(spin).result, PATIENCE)
        self.assertEqual(self.here, {}, "these rows are not run")


if __name__ == "__main__":
    unittest.main()
