"""Calls of one function that workers do, each in an interpreter of its own: the private half of a pool."""

import time

import _clutch
from _clutch import calling
from _clutch.crossing import AGAIN, DIRECT, EMPTY, INTERRUPTED, NATIVE, decode, encode
from _clutch.errors import NotShareableError

host = _clutch.interpreters
data_host = _clutch.data

_FOREVER = -1


class Cancelled(Exception):
    """A call was cancelled before a worker claimed it."""


class Tasks:
    """Calls of one function, whose results come in the order of the calls.

    One thread adds and asks for results; any may do the rest.
    """

    def __init__(self, func, keywords=(), max_workers=1):
        """Begin without calls; the last arguments of each call will be passed by these keywords."""
        if not callable(func):
            raise TypeError(f"expected a callable, got {func!r}")
        self._keywords = keywords
        self._refusal = form = None
        try:
            form = calling.encode_callable(func)
        except NotShareableError as e:
            self._refusal = str(e)
        self._host = host.tasks(form, encode(keywords), max_workers)

    def add(self, args):
        """Add a call and say whether it wants one more worker; what cannot travel shows in its result."""
        refusal = self._refusal
        if refusal is None:
            if len(args) == 1 and type(args[0]) in DIRECT:
                return self._host.addOne(args[0])
            try:
                return self._host.add(data_host.tuple([encode(arg, self._path(i, args)) for i, arg in enumerate(args)]))
            except NotShareableError as e:
                refusal = str(e)
        self._host.addUnshareable(refusal)
        return False

    def _path(self, i, args):
        keyword = i - len(args) + len(self._keywords)
        return f"args[{i}]" if keyword < 0 else f"kwargs[{self._keywords[keyword]!r}]"

    def seal(self):
        """Promise to add no more, so that workers need not stay for it."""
        self._host.seal()

    def cancel(self):
        """Cancel the calls that no worker has claimed, and those that will be added."""
        self._host.cancel()

    def work(self, number):
        """Work in an interpreter until no call is left. When that fails, one call has the failure as its result."""
        calling.check(number, host.work(number, self._host), "make calls in")

    def result(self, deadline=None):
        """Give the next result, or raise what the call raised: the exception itself, caused by an ExecutionFailed.

        Raises Cancelled for a cancelled call, and TimeoutError when time.monotonic() reaches the deadline.
        """
        nanos = _FOREVER
        while True:
            if deadline is not None:
                nanos = max(0, int(min(deadline - time.monotonic(), 1e9) * 1e9))
            outcome = self._host.next(nanos)
            if type(outcome) in NATIVE or outcome is None:
                return decode(outcome)
            kind = outcome.kind()
            if type(kind) is str:
                raise_failure(outcome)
            if kind == EMPTY:
                raise TimeoutError
            if kind == INTERRUPTED:
                raise KeyboardInterrupt
            if kind != AGAIN:
                return decode(outcome)


def raise_failure(outcome):
    if outcome.kind() == "cancelled":
        raise Cancelled
    failure = calling.exception(outcome)
    try:
        original = decode(outcome.original())
    except NotShareableError:
        raise failure from None
    if original is None:
        raise failure
    raise original from failure
