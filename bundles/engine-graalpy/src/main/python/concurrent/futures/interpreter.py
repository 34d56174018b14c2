"""Implements InterpreterPoolExecutor."""

import itertools
import queue
import threading
import time
import weakref
from concurrent.futures import _base, thread

from _clutch import calling
from _clutch.calling import InterpreterError, InterpreterNotFoundError
from _clutch.tasks import Cancelled, Tasks
from concurrent.interpreters import ExecutionFailed

__all__ = ["BrokenInterpreterPool", "ExecutionFailed", "InterpreterPoolExecutor"]


_INITIALIZER_FAILED = "an initializer failed, so the interpreter pool is not usable anymore"


class BrokenInterpreterPool(thread.BrokenThreadPool):
    """Raised when a worker's initializer failed, or its interpreter was closed by somebody else."""


class InterpreterPoolExecutor(thread.ThreadPoolExecutor):
    """A pool of threads that run each call in an interpreter of their own."""

    BROKEN = BrokenInterpreterPool
    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        """Initializes a new InterpreterPoolExecutor instance.

        Args:
            max_workers: The maximum number of interpreters that can be used to
                execute the given calls.
            thread_name_prefix: An optional name prefix to give the threads.
            initializer: A callable that each interpreter calls first.
            initargs: A tuple of arguments to pass to the initializer.
        """
        _check_no_script(initializer)
        name = thread_name_prefix or f"InterpreterPoolExecutor-{self._counter()}"
        super().__init__(max_workers, name, initializer, initargs)
        # What map() has under way; guarded by the shutdown lock.
        self._batches = weakref.WeakSet()

    def submit(self, fn, /, *args, **kwargs):
        _check_no_script(fn)
        return self._schedule(_call, fn, args, kwargs)

    submit.__doc__ = thread.ThreadPoolExecutor.submit.__doc__

    def _schedule(self, work, *args):
        try:
            return super().submit(work, *args)
        except thread.BrokenThreadPool as e:
            raise BrokenInterpreterPool(*e.args) from None

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """Returns an iterator equivalent to map(fn, iter).

        Args:
            fn: A callable that will take as many arguments as there are
                passed iterables.
            timeout: The maximum number of seconds to wait. If None, then there
                is no limit on the wait time.
            chunksize: Has no effect: each call goes to the next free worker.
            buffersize: The maximum number of calls whose results have not been
                yielded yet; if None, the iterables are read to their end now.

        Returns:
            An iterator equivalent to: map(func, *iterables) but the calls may
            be evaluated out-of-order.

        Raises:
            TimeoutError: If the entire result iterator could not be generated
                before the given timeout.
            Exception: If fn(*args) raises for any values.
        """
        _check_no_script(fn)
        _check_buffersize(buffersize)
        deadline = None if timeout is None else timeout + time.monotonic()
        tasks = self._tasks(fn, chunksize)
        with self._shutdown_lock:
            self._batches.add(tasks)
        calls = zip(*iterables)
        pending = 0
        for args in itertools.islice(calls, buffersize):
            self._add(tasks, args)
            pending += 1
        if buffersize is None:
            tasks.seal()
            calls = iter(())
        return self._results(tasks, pending, calls, deadline)

    def _tasks(self, fn, chunksize):
        return Tasks(fn, max_workers=self._max_workers)

    def _add(self, tasks, args):
        if tasks.add(args):
            self._schedule(_work_at, tasks)

    def _results(self, tasks, pending, calls, deadline):
        try:
            while pending:
                args = next(calls, None)
                if args is None:
                    # A zip that has ended may still take from its first iterable when asked again.
                    calls = iter(())
                    pending -= 1
                else:
                    self._check_open()
                    self._add(tasks, args)
                yield self._result(tasks, deadline)
        finally:
            tasks.cancel()

    def _check_open(self):
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")

    def _result(self, tasks, deadline):
        try:
            return tasks.result(deadline)
        except Cancelled:
            raise BrokenInterpreterPool(self._broken) if self._broken else _base.CancelledError() from None

    def shutdown(self, wait=True, *, cancel_futures=False):
        if cancel_futures:
            self._cancel_batches()
        super().shutdown(wait, cancel_futures=cancel_futures)

    shutdown.__doc__ = thread.ThreadPoolExecutor.shutdown.__doc__

    def _cancel_batches(self):
        with self._shutdown_lock:
            for tasks in self._batches:
                tasks.cancel()

    def _adjust_thread_count(self):
        if self._idle_semaphore.acquire(blocking=False) or len(self._threads) >= self._max_workers:
            return
        work_queue = self._work_queue
        # An executor that is lost wakes its workers, which then end.
        executor = weakref.ref(self, lambda _: work_queue.put(None))
        worker = self._worker(executor)
        started = threading.Thread(
            name=f"{self._thread_name_prefix}_{len(self._threads)}",
            target=worker.run,
            args=(work_queue, self._initializer, self._initargs),
        )
        started.start()
        self._threads.add(started)
        thread._threads_queues[started] = work_queue

    def _worker(self, executor):
        return _Worker(executor)

    def _initializer_failed(self):
        self._break(_INITIALIZER_FAILED)

    def _break(self, reason):
        """Fail all calls that no worker has begun, and those to come."""
        with self._shutdown_lock:
            self._broken = self._broken or reason
            _fail_waiting(self._work_queue, self._broken)
        self._cancel_batches()


def _fail_waiting(work_queue, reason):
    """Fail all calls that no worker has begun."""
    try:
        while True:
            item = work_queue.get_nowait()
            if item is not None and item.future.set_running_or_notify_cancel():
                item.future.set_exception(BrokenInterpreterPool(reason))
    except queue.Empty:
        pass


class _Worker:
    """What one thread of a pool does; it has its interpreter as long as it runs."""

    def __init__(self, executor):
        self._executor = executor
        self._number = None
        self._started = False

    def run(self, work_queue, initializer, initargs):
        _this_thread.worker = self
        try:
            thread._worker(self._executor, work_queue, self._start, (initializer, initargs))
            if not self._started:
                # If the executor is lost, nobody else fails its futures, nor wakes its other workers to end.
                _fail_waiting(work_queue, _INITIALIZER_FAILED)
                work_queue.put(None)
        finally:
            self._close()

    def _start(self, initializer, initargs):
        self._number = calling.create()
        if initializer is not None:
            self.call(initializer, initargs, {})
        self._started = True

    def call(self, func, args, kwargs):
        """Call a function in the interpreter."""
        tasks = Tasks(func, tuple(kwargs))
        if tasks.add((*args, *kwargs.values())):
            tasks.seal()
            self.work_at(tasks)
        return tasks.result()

    def work_at(self, tasks):
        """Work at tasks until none is left."""
        while True:
            try:
                return tasks.work(self._number)
            except InterpreterError as e:
                if not calling.exists(self._number):
                    return self._lost(e)
                # One of the tasks has failed by this, and the next one may fare better.

    def _lost(self, error):
        executor = self._executor()
        if executor is not None:
            executor._break(f"a worker lost its interpreter, so the pool is not usable anymore: {error}")

    def _close(self):
        try:
            if self._number is not None:
                calling.close(self._number)
        except InterpreterNotFoundError:
            pass
        except InterpreterError:
            _base.LOGGER.warning("Interpreter %d of a pool stays open:", self._number, exc_info=True)


_this_thread = threading.local()


def _call(func, args, kwargs):
    return _this_thread.worker.call(func, args, kwargs)


def _work_at(tasks):
    _this_thread.worker.work_at(tasks)


def _check_no_script(func):
    if isinstance(func, str):
        raise TypeError("scripts not supported")


def _check_buffersize(buffersize):
    if buffersize is None:
        return
    if not isinstance(buffersize, int):
        raise TypeError("buffersize must be an integer or None")
    if buffersize < 1:
        raise ValueError("buffersize must be None or > 0")
