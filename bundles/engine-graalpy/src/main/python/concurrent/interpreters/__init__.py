"""Subinterpreters High Level Module."""

import threading
import weakref

import _clutch
from _clutch import calling
from _clutch.crossing import is_shareable
from _clutch.errors import ExecutionFailed, InterpreterError, InterpreterNotFoundError, NotShareableError
from _clutch.proxies import SharedObjectProxy, share

from ._queues import Queue, QueueEmpty, QueueFull
from ._queues import create as create_queue

__all__ = [
    "get_current", "get_main", "create", "list_all", "is_shareable",
    "Interpreter",
    "InterpreterError", "InterpreterNotFoundError", "ExecutionFailed",
    "NotShareableError",
    "create_queue", "Queue", "QueueEmpty", "QueueFull",
    "share", "SharedObjectProxy",
]  # fmt: skip

host = _clutch.interpreters
_known = weakref.WeakValueDictionary()


def create():
    """Return a new (idle) Python interpreter."""
    return _wrap(calling.create())


def list_all():
    """Return all existing interpreters."""
    return [_wrap(number) for number in host.list()]


def get_current():
    """Return the currently running interpreter."""
    return _wrap(host.id())


def get_main():
    """Return the main interpreter."""
    return _wrap(0)


def _wrap(number, cls=None):
    """Give the one Interpreter object for an id in this interpreter."""
    found = _known.get(number)
    if found is None:
        found = object.__new__(cls or Interpreter)
        found._id = number
        # Two threads may get here: the first one wins.
        found = _known.setdefault(number, found)
    return found


class Interpreter:
    """A single Python interpreter.

    Attributes:

    "id" - the unique process-global ID number for the interpreter
    "whence" - indicates where the interpreter was created

    An idle interpreter lives until close() is called; losing the last reference to this object does not end it.
    """

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        number = int(id)
        if number < 0:
            raise ValueError(f"id must be a non-negative integer, got {number}")
        if number >= 2**63:
            raise OverflowError(f"id must fit into 64 bits, got {number}")
        if not host.exists(number):
            raise InterpreterNotFoundError(f"unrecognized interpreter ID {number}")
        return _wrap(number, cls)

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def __hash__(self):
        return hash(self._id)

    # for pickling:
    def __reduce__(self):
        return (type(self), (self._id,))

    @property
    def id(self):
        return self._id

    @property
    def whence(self):
        return "runtime init" if self._id == 0 else "_interpreters module"

    def is_running(self):
        """Return whether or not the identified interpreter is running."""
        return calling.is_running(self._id)

    # Everything past here is available only to interpreters created by
    # interpreters.create().

    def close(self):
        """Finalize and destroy the interpreter.

        Attempting to destroy the current interpreter results
        in an InterpreterError.
        """
        calling.close(self._id)

    def prepare_main(self, ns=None, /, **kwargs):
        """Bind the given values into the interpreter's __main__.

        The values must be shareable.
        """
        ns = dict(ns, **kwargs) if ns is not None else kwargs
        calling.prepare_main(self._id, ns)

    def exec(self, code, /):
        """Run the given source code in the interpreter.

        There is no return value.

        If the code raises an unhandled exception then an ExecutionFailed
        exception is raised, which summarizes the unhandled exception.
        The actual exception is discarded because objects cannot be
        shared between interpreters.

        This blocks the current Python thread until done.  During
        that time, the previous interpreter is allowed to run
        in other threads.
        """
        calling.exec(self._id, code)

    def call(self, callable, /, *args, **kwargs):
        """Call the object in the interpreter with given args/kwargs.

        Return the function's return value.  If it raises an unhandled
        exception, or if the interpreter can't run it, an ExecutionFailed
        or InterpreterError is raised.  What cannot travel raises
        NotShareableError.
        """
        return calling.call(self._id, callable, args, kwargs)

    def call_in_thread(self, callable, /, *args, **kwargs):
        """Return a new thread that calls the object in the interpreter.

        The return value and any raised exception are discarded.
        """
        t = threading.Thread(target=self.call, args=(callable, *args), kwargs=kwargs)
        t.start()
        return t
