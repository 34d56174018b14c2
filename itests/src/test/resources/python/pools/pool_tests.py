"""clutch.pools, on the pools of the feature "pools": run by PoolIT."""

import inspect
import operator
import os
import threading
import unittest
from concurrent import futures, interpreters
from concurrent.interpreters import InterpreterError, NotShareableError

import clutch.interpreters
from clutch import pools

PATIENCE = 100
factor = 3


def triple(x):
    return factor * x


def current_id(*_):
    return interpreters.get_current().id


def mark(value):
    """Give what the last caller left."""
    before = getattr(threading, "mark", None)
    threading.mark = value
    return before


def fail(x):
    raise KeyError(x)


def die():
    os._exit(3)


def no_memory():
    raise MemoryError("no more")


def corrupt():
    import _clutch.target

    _clutch.target.work = lambda worker: None


def nested(x):
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
                return {pool.submit(mark, 1).result(PATIENCE) for _ in range(10)}

        self.assertIn(1, marks("default"))
        self.assertEqual(marks("fresh"), {None})

    def test_a_task_that_ruins_its_interpreter_costs_one(self):
        broken = self.pool.statistics().broken
        for ruin, kind in (die, InterpreterError), (no_memory, MemoryError), (corrupt, None), (triple, None):
            with self.subTest(ruin=ruin.__name__):
                future = self.pool.submit(ruin, *(() if ruin is not triple else (1,)))
                if kind is not None:
                    self.assertRaises(kind, future.result, PATIENCE)
                else:
                    future.exception(PATIENCE)
        list(self.pool.map(fail, [])), list(self.pool.map(triple, range(10)))
        for _ in range(4):
            # One of these meets the interpreter whose module is damaged, if none has yet.
            self.pool.submit(triple, 1).exception(PATIENCE)
        self.assertEqual(list(self.pool.map(triple, range(20))), [3 * i for i in range(20)])
        self.assertEqual(self.pool.statistics().broken, broken + 3)

    def test_from_a_subinterpreter(self):
        self.assertEqual(list(self.pool.map(nested, range(4))), [1, 2, 3, 4])

    def test_the_other_functions_of_futures(self):
        all = [self.pool.submit(triple, i) for i in range(10)]
        self.assertEqual(sorted(each.result() for each in futures.as_completed(all, PATIENCE)), [3 * i for i in range(10)])
        seen = futures.Future()
        self.pool.submit(triple, 5).add_done_callback(lambda each: seen.set_result(each.result()))
        self.assertEqual(seen.result(PATIENCE), 15)


if __name__ == "__main__":
    unittest.main()
