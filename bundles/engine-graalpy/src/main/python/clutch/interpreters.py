"""Interpreters with names, isolation and limits, and ways to stop them.

Everything here takes and gives the Interpreter objects of concurrent.interpreters.
"""

import os
from collections.abc import Iterable
from concurrent.interpreters import Interpreter, _wrap, list_all

import _clutch
from _clutch import calling

__all__ = ["TRUSTED", "CONFINED", "create", "name", "running", "idle", "interrupt", "close"]

TRUSTED = "trusted"
"""The isolation of code that may do what ``python script.py`` may do."""

CONFINED = "confined"
"""The isolation of code that nobody vouches for: see ``create``."""

_host = _clutch.interpreters
_MOST = 2**63 - 1


def create(
    name: str = "",
    *,
    isolation: str = TRUSTED,
    environment: dict[str, str] | None = None,
    path: Iterable[str | os.PathLike[str]] = (),
    readable: Iterable[str | os.PathLike[str]] = (),
    time_limit: float | None = None,
    statement_limit: int | None = None,
) -> Interpreter:
    """Return a new idle interpreter.

    name: what lists, logs and threads call it.
    isolation: TRUSTED, or CONFINED: no processes, no network, no native code, no threads, no files but those in the
        folders "path" and "readable", and only to read. It sends only scalars, bytes, queues, proxies and tuples of them.
        An interpreter that is confined makes only interpreters with its own rights, whatever it asks for.
    environment: variables in addition to those of the process; for a confined interpreter, all that it has.
    path: folders and archives of modules, ahead of the rest of sys.path.
    time_limit: how many seconds each exec() or call() may take, None for any time.
    statement_limit: how many statements each exec() or call() may execute, None for any number. An interpreter that goes
        beyond is discarded.
    """
    if isolation not in (TRUSTED, CONFINED):
        raise ValueError(f"isolation must be 'trusted' or 'confined', got {isolation!r}")
    if statement_limit is not None:
        if not isinstance(statement_limit, int):
            raise TypeError(f"statement_limit must be an int, got {statement_limit!r}")
        if not 0 < statement_limit <= _MOST:
            raise ValueError(f"statement_limit must be a positive number of statements, got {statement_limit!r}")
    created = _host.createLike(
        _text("name", name),
        isolation == CONFINED,
        _variables(environment),
        _folders("path", path),
        _folders("readable", readable),
        0 if time_limit is None else _nanos("time_limit", time_limit),
        statement_limit or 0,
    )
    if isinstance(created, int):
        return _wrap(created)
    raise calling.exception(created)


def _text(what, text):
    if not isinstance(text, str):
        raise TypeError(f"{what} must be a str, got {text!r}")
    if "\0" in text:
        raise ValueError(f"{what} must not have a null character, got {text!r}")
    return text


def _variables(environment):
    variables = []
    for key, value in dict(environment or {}).items():
        if not _text("a name in environment", key) or "=" in key:
            raise ValueError(f"a name in environment must not be empty or have a '=', got {key!r}")
        variables += key, _text(f"environment[{key!r}]", value)
    return variables


def _folders(what, folders):
    if isinstance(folders, (str, bytes)):
        raise TypeError(f"{what} must be a list of folders, got {folders!r}")
    return [_text(f"a folder in {what}", os.fspath(each)) for each in folders]


def _nanos(what, seconds):
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"{what} must be a number of seconds, got {seconds!r}")
    if not seconds > 0:
        raise ValueError(f"{what} must be a positive number of seconds, got {seconds!r}")
    return max(1, int(min(seconds, 1e9) * 1e9))


def _number(interpreter):
    if not isinstance(interpreter, Interpreter):
        raise TypeError(f"expected an Interpreter, got {interpreter!r}")
    return interpreter.id


def name(interpreter: Interpreter) -> str:
    """Return the name of an interpreter: "interpreter-ID" if it was made without one."""
    found = _host.name(_number(interpreter))
    if isinstance(found, str):
        return found
    raise calling.exception(found)


def running() -> list[Interpreter]:
    """Return the interpreters that are executing in their __main__ at the moment; the main interpreter always is."""
    return [each for each in list_all() if _is(each, True)]


def idle() -> list[Interpreter]:
    """Return the interpreters that are executing nothing in their __main__ at the moment."""
    return [each for each in list_all() if _is(each, False)]


def _is(interpreter, wanted):
    try:
        return interpreter.is_running() is wanted
    except calling.InterpreterNotFoundError:
        # It was closed since it was listed.
        return False


def interrupt(interpreter: Interpreter, timeout: float = 5.0) -> bool:
    """Unwind the code that runs in an interpreter, in whatever thread, with its finally blocks.

    Whoever runs it gets InterpreterError. Blocks until the code has unwound. What has not within timeout seconds is
    cancelled and its interpreter discarded. Raises InterpreterError if the interpreter waits for the caller.

    Return True if the interpreter can be used again, False if it was discarded.
    """
    return _ended(interpreter, timeout, _host.interrupt)


def close(interpreter: Interpreter, timeout: float = 5.0) -> None:
    """Close an interpreter as its close() does, but interrupt what runs, and cancel what has not ended in time.

    Raises InterpreterError if the interpreter waits for the caller.
    """
    _ended(interpreter, timeout, _host.closeWithin)


def _ended(interpreter, timeout, end):
    number, nanos = _number(interpreter), _nanos("timeout", timeout)
    if number == _host.id():
        raise calling.InterpreterError("an interpreter cannot interrupt or discard itself")
    ended = end(number, nanos)
    if ended is None or isinstance(ended, bool):
        return ended
    raise calling.exception(ended)
