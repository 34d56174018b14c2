"""Locks and their like, which threads of several interpreters use together.

The classes have the names, methods and errors of those in threading, and one more property, the name that errors and
listings call them by. They cross to other interpreters as arguments, in queues and channels and by prepare_main(): by
reference, so each interpreter has an object of its own, always the same one, for the same lock. They cross inside other
objects, pickled, too; such an object must have arrived while somebody still has the lock.

    lock = sync.Lock()
    interpreter.call_in_thread(work, lock)
    with lock:
        ...

What an interpreter has acquired is given back when it ends, however that happens: whoever waits for it goes on. It is
marked then: after a lock or a semaphore was acquired, ``abandoned`` says whether an interpreter has ended with it, so that
what it protects may be half changed. It stays so until somebody calls recover().
"""

import weakref
from collections.abc import Callable
from threading import TIMEOUT_MAX, BrokenBarrierError
from typing import Any

import _clutch
from _clutch import crossing
from _clutch.crossing import AGAIN, DONE, EMPTY, INTERRUPTED
from _clutch.sharing import keep_lock
from _clutch.waits import FOREVER, nanoseconds

from . import DeadlockError

__all__ = [
    "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event", "Barrier",
    "BrokenBarrierError", "DeadlockError",
]  # fmt: skip

host = _clutch.synchronizers

_FAILURES = {"deadlock": DeadlockError, "broken": BrokenBarrierError, "state": RuntimeError, "value": ValueError}
# One object for each lock; two threads may make it: the first one wins.
_known = weakref.WeakValueDictionary()


def _checked(result):
    """Give the result of a host call, or raise what it stands for."""
    return crossing.checked(result, _FAILURES)


def _await(step, timeout):
    """Repeat a host call that waits until it says that it is done; False once the time is over."""
    kept = keep_lock(False)
    try:
        for nanos in nanoseconds(None if timeout is None else max(timeout, 0)):
            status = _checked(step(nanos)).kind()
            if status == DONE:
                return True
            if status == INTERRUPTED:
                raise KeyboardInterrupt
            if status == EMPTY:
                break
        return False
    finally:
        keep_lock(kept)


def _seconds(timeout):
    """Check a timeout."""
    if not isinstance(timeout, (int, float)):
        raise TypeError(f"timeout must be a number of seconds, got {timeout!r}")
    if timeout > TIMEOUT_MAX:
        raise OverflowError(f"timeout value is too large: {timeout}")
    return timeout


def _seconds_or_none(timeout):
    return None if timeout is None else _seconds(timeout)


def _count(what, number):
    if not isinstance(number, int):
        raise TypeError(f"{what} must be an int, got {number!r}")
    if number >= 2**63:
        raise OverflowError(f"{what} is too large: {number}")
    return number


def _text(name):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str or None, got {name!r}")
    return name or ""


def _attempt(acquire):
    """Acquire without waiting. This keeps the interpreter's own lock, which takes a while to get back in a busy one."""
    kept = keep_lock(True)
    try:
        return acquire()
    finally:
        keep_lock(kept)


class _Synchronizer:
    """What all have in common: one object for each in an interpreter, which keeps it alive."""

    def _is(self, host_object):
        self._host = _checked(host_object)
        self._id = self._host.id()
        _known[self._id] = self

    @property
    def name(self) -> str:
        """What errors call it; empty if it has no name."""
        return self._host.name()

    def _state(self):
        return ""

    def __repr__(self) -> str:
        name = f" {self.name!r}" if self.name else ""
        return f"<clutch.sync.{type(self).__name__} {self._id}{name}: {self._state()}>"

    # for pickling:
    def __reduce__(self):
        self._host.publish()
        return (_published, (self._id,))


def _wrap(host_object):
    """Give the one object for it in this interpreter."""
    number = host_object.id()
    found = _known.get(number)
    if found is None:
        found = object.__new__(_TYPES[host_object.type()])
        found._host = host_object
        found._id = number
        found = _known.setdefault(number, found)
    return found


def _published(number):
    found = host.find(number)
    if found is None:
        raise LookupError(f"the lock or other synchronizer {number} is gone: nobody had it any more")
    return _wrap(found)


def receive(data):
    """Give what arrived in this interpreter."""
    return _wrap(host.receive(data))


class _Abandonable(_Synchronizer):
    @property
    def abandoned(self) -> bool:
        """Whether an interpreter has ended while it held this, since the last recover()."""
        return self._host.isAbandoned()

    def recover(self) -> None:
        """Declare that what this protects is in order again. To be called by who has acquired it."""
        self._host.recover()


class _AnyLock(_Abandonable):
    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock, and say whether that worked.

        If "blocking" is true, this waits for it, at most "timeout" seconds if that is not -1. If nobody can ever release
        it, a wait without a timeout raises DeadlockError, whose message says who waits for whom.
        """
        if timeout != -1:
            if not blocking:
                raise ValueError("can't specify a timeout for a non-blocking call")
            if not _seconds(timeout) >= 0:
                raise ValueError("timeout value must be a non-negative number")
        if _attempt(self._host.tryAcquire):
            return True
        return bool(blocking) and _await(self._host.acquire, None if timeout == -1 else timeout)

    def __enter__(self) -> bool:
        if not _attempt(self._host.tryAcquire):
            _await(self._host.acquire, None)
        return True

    def release(self) -> None:
        """Release the lock, and let one of those who wait for it go on."""
        if not _attempt(self._host.release):
            raise RuntimeError(self._REFUSAL)

    def __exit__(self, *_: object) -> None:
        self.release()

    def locked(self) -> bool:
        """Return whether anybody has it."""
        return self._host.isLocked()

    def _state(self):
        return "locked" if self.locked() else "unlocked"


class Lock(_AnyLock):
    """A lock that any thread of any interpreter may release."""

    _REFUSAL = "release unlocked lock"

    def __init__(self, *, name: str | None = None) -> None:
        """Make a lock, unlocked."""
        self._is(host.lock(False, _text(name)))


class RLock(_AnyLock):
    """A lock of a thread, which may acquire it again, in the same interpreter or in another one that it calls."""

    _REFUSAL = "cannot release un-acquired lock"

    def __init__(self, *, name: str | None = None) -> None:
        """Make a lock, unlocked."""
        self._is(host.lock(True, _text(name)))


class _AnySemaphore(_Abandonable):
    def __init__(self, value: int = 1, *, name: str | None = None) -> None:
        """Make a semaphore that can be acquired "value" times before somebody has to release it."""
        if _count("value", value) < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._is(host.semaphore(int(value), self._BOUNDED, _text(name)))

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Acquire the semaphore, and say whether that worked: if it is above zero, this makes it one less.

        If it is zero and "blocking" is true, this waits for a release, at most "timeout" seconds if that is not None. If
        nobody can ever release it, a wait without a timeout raises DeadlockError.
        """
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        _seconds_or_none(timeout)
        if _attempt(self._host.tryAcquire):
            return True
        return bool(blocking) and _await(self._host.acquire, timeout)

    def __enter__(self) -> bool:
        return self.acquire()

    def release(self, n: int = 1) -> None:
        """Make the semaphore "n" more, and let as many of those who wait for it go on."""
        if _count("n", n) < 1:
            raise ValueError("n must be one or more")
        _checked(self._host.release(int(n)))

    def __exit__(self, *_: object) -> None:
        self.release()

    def _state(self):
        return f"value={self._host.permits()}"


class Semaphore(_AnySemaphore):
    """A counter that is never below zero.

    When an interpreter ends, what it acquired and nobody released is released, but never so that the semaphore gets above
    the value that it began with. A release counts for its own interpreter first.
    """

    _BOUNDED = False


class BoundedSemaphore(_AnySemaphore):
    """A semaphore that cannot be released more often than it was acquired."""

    _BOUNDED = True


class Condition(_Synchronizer):
    """Lets threads that have a lock wait, without it, until another one notifies them."""

    def __init__(self, lock: Lock | RLock | None = None, *, name: str | None = None) -> None:
        """Make a condition with a lock, or with an RLock of its own."""
        if lock is None:
            lock = RLock(name=name)
        if not isinstance(lock, _AnyLock):
            raise TypeError(f"lock must be a Lock or RLock of clutch.sync, got {lock!r}")
        self._is(host.condition(lock._host, _text(name)))

    @property
    def _lock(self):
        return _wrap(self._host.lock())

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock."""
        return self._lock.acquire(blocking, timeout)

    def release(self) -> None:
        """Release the lock."""
        self._lock.release()

    def __enter__(self) -> bool:
        return self._lock.__enter__()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def wait(self, timeout: float | None = None) -> bool:
        """Release the lock, wait to be notified, at most "timeout" seconds if that is not None, and acquire it again.

        Return whether this thread was notified.
        """
        _seconds_or_none(timeout)
        waiting = _checked(self._host.begin())
        heeds = False
        try:
            _await(waiting.waitFor, timeout)
            heeds = True
        finally:
            # A notification that comes while this thread leaves by an exception is for the next one.
            notified = waiting.end(heeds)
            _await(waiting.reacquire, None)
        return notified

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        """Wait until the predicate gives something true, and return what it gave last."""
        result = predicate()
        if result:
            return result
        for nanos in nanoseconds(None if timeout is None else max(_seconds(timeout), 0)):
            self.wait(None if nanos == FOREVER else nanos / 1e9)
            result = predicate()
            if result:
                break
        return result

    def notify(self, n: int = 1) -> None:
        """Let at most "n" of the threads that wait go on, those that have waited longest."""
        _checked(self._host.signal(max(0, min(n, 2**31 - 1))))

    def notify_all(self) -> None:
        """Let all threads that wait go on."""
        self.notify(2**31 - 1)

    def _state(self):
        return f"{self._lock!r}, {self._host.waiting()} waiting"


class Event(_Synchronizer):
    """A flag that threads wait for."""

    def __init__(self, *, name: str | None = None) -> None:
        """Make an event, not set."""
        self._is(host.event(_text(name)))

    def is_set(self) -> bool:
        """Return whether it is set."""
        return self._host.isSet()

    def set(self) -> None:
        """Set it, and let all threads that wait for it go on."""
        self._host.set()

    def clear(self) -> None:
        """Clear it."""
        self._host.clear()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is set, at most "timeout" seconds if that is not None, and return whether it was."""
        _seconds_or_none(timeout)
        since = self._host.sets()
        return _await(lambda nanos: self._host.waitSince(since, nanos), timeout)

    def _state(self):
        return "set" if self.is_set() else "unset"


class Barrier(_Synchronizer):
    """Lets a number of threads go on together, again and again.

    A thread that leaves before the others have come breaks the barrier, whether its time is over, it is interrupted, or
    its interpreter ends: all others get BrokenBarrierError, until somebody calls reset().
    """

    def __init__(
        self,
        parties: int,
        action: Callable[[], Any] | None = None,
        timeout: float | None = None,
        *,
        name: str | None = None,
    ) -> None:
        """Make a barrier for so many threads.

        action: what the last thread that arrives calls before it lets the others go. It runs in this interpreter,
            whichever the thread came from; if it fails, the barrier is broken.
        timeout: how many seconds wait() waits that is not told.
        """
        if not isinstance(parties, int):
            raise TypeError(f"parties must be an int, got {parties!r}")
        if not 0 < parties < 2**31:
            raise ValueError(f"parties must be > 0, got {parties}" if parties < 1 else f"too many parties: {parties}")
        if action is not None and not callable(action):
            raise TypeError(f"action must be callable, got {action!r}")
        nanos = FOREVER if timeout is None else int(min(max(_seconds(timeout), 0), 1e9) * 1e9)
        self._is(host.barrier(int(parties), self._shared(action), nanos, _text(name)))

    @staticmethod
    def _shared(action):
        if action is None:
            return None
        from concurrent.interpreters import share

        return crossing.encode(share(action))

    def _act(self):
        action = self._host.action()
        if action is not None:
            from _clutch.sharing import arrived

            arrived(action)()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the other threads, and return which one of them this is, 0 for the first that came.

        It raises BrokenBarrierError if the barrier is or gets broken, or when "timeout" seconds are over.
        """
        if timeout is None and self._host.timeout() != FOREVER:
            timeout = self._host.timeout() / 1e9
        _seconds_or_none(timeout)
        arrival = self._arrival()
        passed = False
        try:
            if arrival.isLast():
                self._act()
                _checked(arrival.letGo())
                passed = True
            else:
                passed = _await(arrival.waitFor, timeout)
        finally:
            if not passed:
                arrival.leave()
        if not passed:
            raise BrokenBarrierError(f"{self!r}: the others did not come within {timeout} seconds")
        return arrival.index()

    def _arrival(self):
        while True:
            arrival = _checked(self._host.arrive())
            if not hasattr(arrival, "kind"):
                return arrival
            if arrival.kind() != AGAIN:
                raise KeyboardInterrupt

    def reset(self) -> None:
        """Make the barrier as new; threads that wait get BrokenBarrierError."""
        self._host.reset()

    def abort(self) -> None:
        """Break the barrier."""
        self._host.abort()

    @property
    def parties(self) -> int:
        """How many threads go on together."""
        return self._host.parties()

    @property
    def n_waiting(self) -> int:
        """How many threads wait."""
        return self._host.waiting()

    @property
    def broken(self) -> bool:
        """Whether it is broken."""
        return self._host.isBroken()

    def _state(self):
        return "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}"


_TYPES = {kind.__name__: kind for kind in (Lock, RLock, Semaphore, BoundedSemaphore, Condition, Event, Barrier)}


def _encode(obj):
    return obj._host.reference()


crossing.encoders.update(dict.fromkeys(_TYPES.values(), _encode))
crossing.SHAREABLE.update(_TYPES.values())
