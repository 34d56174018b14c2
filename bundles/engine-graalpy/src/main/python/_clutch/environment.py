"""The environment of the process, which trusted interpreters share as processes of C do.

Each interpreter has its own ``os.environ``, a copy of the environment of the process as it was when the interpreter was
made. What it changes there, or by ``os.putenv()``, concerns the process: its children inherit it, and interpreters made
afterwards start with it.
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

    for function, original in ((recorded_putenv, putenv), (recorded_unsetenv, unsetenv)):
        function.__name__ = function.__qualname__ = original.__name__
        function.__module__ = "posix"
        function.__doc__ = original.__doc__
        setattr(posix, original.__name__, function)
        setattr(os, original.__name__, function)


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
