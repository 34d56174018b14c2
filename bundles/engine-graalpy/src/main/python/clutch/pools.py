"""Pools of interpreters that the configurations ``org.clutch.pool~NAME`` make, as executors.

    with clutch.pools.get("render") as pool:
        for image in pool.map(render, scenes):
            ...

Functions, arguments and results cross as with concurrent.futures.InterpreterPoolExecutor. What differs: the interpreters
are there before, and warm; they are shared with everybody who uses the pool; and the configuration says how many there
are, how long a task may take, and whether each task gets a new one.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import interpreter as _interpreter
from typing import Any, NamedTuple

import _clutch
from _clutch.errors import InterpreterError
from _clutch.tasks import Tasks

__all__ = ["Pool", "PoolClosedError", "PoolNotFoundError", "PoolStatistics", "get", "names"]

_host = _clutch.interpreters.pools()


class PoolNotFoundError(LookupError):
    """Raised when there is no pool of that name; the message lists those that are."""


class PoolClosedError(InterpreterError):
    """The reason of a task that was not done, or not to its end, because its pool has ended."""


class PoolStatistics(NamedTuple):
    """What a pool is doing, and has done since its configuration appeared."""

    max: int
    """how many interpreters it may have"""
    idle: int
    """how many are ready"""
    on_loan: int
    """how many are at work, or hired by Java code"""
    waiting: int
    """how many callers and tasks wait in line for one"""
    queued: int
    """how many tasks of Java code wait behind those"""
    leases: int
    """how many leases and tasks there have been"""
    made: int
    """how many interpreters were made"""
    ended: int
    """how many of them have ended"""
    broken: int
    """how many of them were ended because they were broken"""


def names() -> list[str]:
    """Return the names of all pools that there are at the moment; none in a confined interpreter."""
    return list(_host.names())


def get(name: str) -> "Pool":
    """Return a new executor on a pool. Any number may use one pool, from any interpreter.

    Raises PoolNotFoundError if there is no such pool.
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be a str, got {name!r}")
    return Pool(name)


class Pool(_interpreter.InterpreterPoolExecutor):
    """An executor whose calls run in the interpreters of a pool; made by get().

    A task is a call of submit(), or a chunk of map(). Each task waits for an interpreter as long as it takes, in one line
    with all other users of the pool. What it raises, its Future raises; a task beyond a limit of the pool ends with
    InterpreterError, and one whose pool ends with PoolClosedError. A task must not wait for tasks that it submits to its
    own pool: once all interpreters do, none is left for those.

    shutdown() ends this executor, and leaves the pool to others.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        super().__init__(self.statistics().max, f"clutch.pools-{name}")

    @property
    def name(self) -> str:
        """The name of the pool."""
        return self._name

    def statistics(self) -> PoolStatistics:
        """Return what the pool is doing, for all its users. Raises PoolNotFoundError if it has ended."""
        numbers = _host.statistics(self._name)
        if numbers is None:
            raise PoolNotFoundError(f"there is no pool {self._name!r}, there are: {', '.join(names()) or 'none'}")
        return PoolStatistics(*numbers)

    def map(
        self,
        fn: Callable[..., Any],
        *iterables: Iterable[Any],
        timeout: float | None = None,
        chunksize: int = 1,
        buffersize: int | None = None,
    ) -> Iterator[Any]:
        """Return an iterator equivalent to map(fn, *iterables) whose calls run in the interpreters of the pool.

        timeout: how many seconds the whole iterator may take, None for as long as it takes; then it raises TimeoutError.
        chunksize: how many calls an interpreter that was hired does before it goes back. Larger is faster for small calls.
            Each chunk is one task: limits hold for it as a whole, and with reset=fresh its calls see each other.
        buffersize: how many calls may have results that were not yielded yet; None reads the iterables to their end now.
        """
        if not isinstance(chunksize, int):
            raise TypeError(f"chunksize must be an int, got {chunksize!r}")
        if chunksize < 1:
            raise ValueError(f"chunksize must be at least 1, got {chunksize}")
        return super().map(fn, *iterables, timeout=timeout, chunksize=min(chunksize, 2**31 - 1), buffersize=buffersize)

    def _schedule(self, work, *args):
        numbers = _host.statistics(self._name)
        if numbers is not None:
            # The configuration may have changed.
            self._max_workers = numbers[0]
        return super()._schedule(work, *args)

    def _tasks(self, fn, chunksize):
        tasks = Tasks(fn, max_workers=self._max_workers)
        tasks.chunksize = chunksize
        return tasks

    def _worker(self, executor):
        return _Visitor(executor, self._name)


class _Visitor(_interpreter._Worker):
    """What one thread of an executor does: it visits the interpreters that it hires."""

    def __init__(self, executor, name):
        super().__init__(executor)
        self._name = name

    def _start(self, initializer, initargs):
        self._started = True

    def work_at(self, tasks):
        """Work at tasks until none is left."""
        worker = _host.worker(tasks._host, getattr(tasks, "chunksize", 1))
        while _host.visit(self._name, worker):
            pass

    def _close(self):
        pass
