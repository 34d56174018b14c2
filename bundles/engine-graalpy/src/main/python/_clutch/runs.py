"""A run: what surrounds each piece of work that an interpreter does for a caller.

CPython makes a new thread state for it. Here the calling thread of the operating system becomes the main thread of the
interpreter, and contexts, values of thread-local objects, trace and profile functions end with the run.
"""

import _thread
import sys
from _contextvars import Context
from _thread import get_ident


def run(work):
    """Decorate a function whose calls are runs."""

    def begun(*args):
        stood_aside = become_main_thread()
        try:
            return Context().run(work, *args)
        finally:
            if sys.gettrace() is not None:
                sys.settrace(None)
            if sys.getprofile() is not None:
                sys.setprofile(None)
            if stood_aside is not None:
                stand_in(stood_aside)

    return begun


def become_main_thread():
    """Make the calling thread the main thread; give the Thread that it is otherwise in this interpreter, if any.

    Without threading there is nothing to do: whoever imports it becomes the main thread, and only a run can.
    """
    threading = sys.modules.get("threading")
    main = getattr(threading, "_main_thread", None)
    if main is None:
        return None
    ident = get_ident()
    active = threading._active
    if active.get(ident) is main:
        return None
    with threading._active_limbo_lock:
        before = active.get(ident)
        if active.get(main._ident) is main:
            del active[main._ident]
        main._ident = main._native_id = ident
        active[ident] = main
    return None if isinstance(before, threading._DummyThread) else before


def stand_in(thread):
    """Make the calling thread again what it was: a thread of this interpreter that came back by way of another one."""
    with sys.modules["threading"]._active_limbo_lock:
        sys.modules["threading"]._active[thread._ident] = thread


def install(locals):
    """Prepare the engine's thread module for runs; before threading is imported.

    The host of thread-local objects knows which thread is in a run; None if it cannot be had.
    """
    _thread._set_sentinel = sentinel_of_main_thread(_thread._set_sentinel)
    if locals is not None:
        _thread._local = local_type(_thread._local, locals)


def sentinel_of_main_thread(set_sentinel):
    """Keep the lock that says whether the main thread is alive from ending with the thread that imports threading."""

    def _set_sentinel():
        if hasattr(sys.modules.get("threading"), "_main_thread"):
            return set_sentinel()
        return _thread.allocate_lock()

    return _set_sentinel


def local_type(engine_local, host):
    """Make a type of thread-local objects that keep their values with the host."""

    class _local(engine_local):
        """Thread-local data"""

        __slots__ = ()

        def __new__(cls, /, *args, **kwargs):
            self = engine_local.__new__(cls, *args, **kwargs)
            # With its dict at hand the engine does not call __init__ a second time in this thread.
            host.bind(self, {})
            return self

    _local.__module__ = "_thread"
    _local.__qualname__ = "_local"
    return _local
