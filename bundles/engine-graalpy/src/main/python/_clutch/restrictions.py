"""What CPython refuses to subinterpreters: what would concern the whole process, or outlive them."""

import _signal
import _thread
import os
import posix

HANDLES_NO_SIGNALS = "{} only works in main thread of the main interpreter"
DAEMON = "daemon threads are disabled in this interpreter"


def impose():
    """Restrict this interpreter; before anything of the user's runs."""
    for name in ("signal", "set_wakeup_fd"):
        setattr(_signal, name, refusal(name, ValueError, HANDLES_NO_SIGNALS.format(name)))
    _signal.getsignal = getsignal
    for name, what in (("fork", "fork"), ("execv", "exec"), ("execve", "exec")):
        refuse = refusal(name, RuntimeError, f"{what} not supported for isolated subinterpreters")
        setattr(posix, name, refuse)
        setattr(os, name, refuse)
    _thread.daemon_threads_allowed = daemon_threads_allowed
    _thread.start_new_thread = _thread.start_new = no_daemons(_thread.start_new_thread)


def refusal(name, error, message):
    def refuse(*args, **kwargs):
        raise error(message)

    refuse.__name__ = refuse.__qualname__ = name
    return refuse


def getsignal(signalnum, /):
    """Return the handler that a signal has in an interpreter that cannot set any.

    The engine's own function notes the handler that it finds, and puts that in place when the interpreter ends.
    """
    number = signalnum.__index__()
    if not 1 <= number < _signal.NSIG:
        raise ValueError("signal number out of range")
    return _signal.default_int_handler if number == _signal.SIGINT else _signal.SIG_DFL


def daemon_threads_allowed():
    """Return True if daemon threads are allowed in the current interpreter, and False otherwise."""
    return False


def no_daemons(start):
    def start_new_thread(function, args, kwargs={}, /):
        # Thread refuses by itself, except when a subclass overrides its daemon attribute.
        if getattr(function, "__name__", None) == "_bootstrap" and getattr(function.__self__, "daemon", False):
            raise RuntimeError(DAEMON)
        return start(function, args, kwargs)

    return start_new_thread
