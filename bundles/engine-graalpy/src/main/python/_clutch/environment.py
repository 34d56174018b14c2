"""The environment of the process, which trusted interpreters share as processes of C do.

Each interpreter has its own ``os.environ``, a copy of the environment of the process as it was when the interpreter was
made. What it changes there, or by ``os.putenv()``, concerns the process: its children inherit it, and interpreters made
afterwards start with it. An interpreter that keeps its environment to itself hands it to its children in their arguments.
"""

import os
import posix
import time

putenv = posix.putenv
unsetenv = posix.unsetenv


def record(host):
    """Tell the host from now on what this interpreter changes in the environment of the process."""

    def recorded_putenv(name, value, /):
        putenv(name, value)
        host.put(latin1(name), latin1(value))

    def recorded_unsetenv(name, /):
        unsetenv(name)
        host.remove(latin1(name))

    replace(posix, recorded_putenv, putenv)
    replace(posix, recorded_unsetenv, unsetenv)


def replace(module, function, original):
    """Put a function in the place of one that has the same signature."""
    function.__name__ = function.__qualname__ = original.__name__
    function.__module__ = module.__name__
    function.__doc__ = original.__doc__
    setattr(module, original.__name__, function)
    if module is posix:
        setattr(os, original.__name__, function)


def own():
    """Keep from now on what this interpreter changes in its environment to itself and the children that it starts."""
    import _posixsubprocess

    # What putenv() sets is not in os.environ, and yet for children.
    inherited = dict(posix.environ)
    fork_exec = _posixsubprocess.fork_exec

    def own_putenv(name, value, /):
        name, value = os.fsencode(name), os.fsencode(value)
        if b"=" in name:
            raise ValueError("illegal environment variable name")
        if b"\0" in name + value:
            raise ValueError("embedded null byte")
        inherited[name] = value

    def own_unsetenv(name, /):
        inherited.pop(os.fsencode(name), None)

    def own_fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, /, *rest):
        if env is None:
            env = [name + b"=" + value for name, value in inherited.items()]
        return fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, *rest)

    def own_system(command):
        import subprocess

        status = subprocess.call(os.fsencode(command), shell=True)
        return -status if status < 0 else status << 8

    replace(posix, own_putenv, putenv)
    replace(posix, own_unsetenv, unsetenv)
    replace(posix, own_system, posix.system)
    replace(_posixsubprocess, own_fork_exec, fork_exec)


def keep_time_zone():
    """Take the effect from time.tzset(), which would be on interpreters to come alone, and mostly wrong."""

    def tzset():
        """Does nothing: the time zone is the one that the process had when it started."""

    tzset.__module__ = "time"
    time.tzset = tzset


def adopt(flat):
    """Bring os.environ of this interpreter up to date, and nothing else: neither the process nor the record.

    Takes names, each followed by its value or by None if it is to go; bytes as text with a byte in each character.
    """
    # One dict is behind posix.environ and os.environ.
    environ = posix.environ
    each = iter([text if text is None else text.encode("latin-1") for text in flat])
    for name, value in zip(each, each):
        if value is None:
            environ.pop(name, None)
        else:
            environ[name] = value


def latin1(text):
    return os.fsencode(text).decode("latin-1")
