"""clutch.pools, on the pools of the feature "pools": run by PoolIT."""

import inspect
import operator
import threading
import unittest
from concurrent import futures, interpreters
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


class Look(unittest.TestCase):
    def test_names(self):
        self.assertEqual(pools.names(), ["default", "fresh"])

    def test_no_such_pool(self):
        with self.assertRaisesRegex(pools.PoolNotFoundError, "there is no pool 'x', there are: default, fresh"):
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


if __name__ == "__main__":
    unittest.main()
