"""What an interpreter asks of others: the functions behind concurrent.interpreters.Interpreter."""

from types import BuiltinFunctionType, FunctionType

import _clutch
from _clutch import functions
from _clutch.crossing import NATIVE, decode, encode, encode_all, encode_shareable, release
from _clutch.errors import ExecutionFailed, InterpreterError, InterpreterNotFoundError, NotShareableError, exception

__all__ = [
    "ExecutionFailed", "InterpreterError", "InterpreterNotFoundError", "NotShareableError", "exception",
    "create", "is_running", "close", "prepare_main", "exec", "call", "encode_callable",
]  # fmt: skip

# What is found by its name if it is found by it at all, and so needs no pickle.
NAMED = frozenset((FunctionType, BuiltinFunctionType, type))

host = _clutch.interpreters
data_host = _clutch.data


def check(number, outcome, operation):
    """Raise what the outcome of a host call stands for, unless all went well."""
    if outcome is not None:
        raise refused(number, operation) if number == 0 and outcome.kind() == "error" else exception(outcome)


def refused(number, operation):
    return InterpreterError(f"cannot {operation} unrecognized interpreter {number}")


def check_target(number, operation):
    """Raise an error if nothing can be done in an interpreter: such errors come before those of what is to be done."""
    if number == 0:
        raise refused(number, operation) from None
    if not host.exists(number):
        raise InterpreterNotFoundError(f"unrecognized interpreter ID {number}") from None


def create():
    created = host.create()
    if isinstance(created, int):
        return created
    raise exception(created)


def exists(number):
    return host.exists(number)


def is_running(number):
    running = host.isRunning(number)
    if isinstance(running, bool):
        return running
    raise exception(running)


def close(number):
    outcome = host.close(number)
    if outcome is not None and outcome.kind() == "running":
        raise InterpreterError("interpreter running")
    if number != host.id():
        check(number, outcome, "destroy")
    elif outcome is not None:
        raise exception(outcome)


def prepare_main(number, ns):
    try:
        names, values = encode_namespace(ns)
    except Exception:
        check_target(number, "update __main__ for")
        raise
    check(number, host.prepareMain(number, names, values), "update __main__ for")


def encode_namespace(ns):
    if not ns:
        raise ValueError("arg 2 must be a non-empty dict")
    for key in ns:
        if not isinstance(key, str):
            raise TypeError(f"arg 2 must be a dict with str keys, got {key!r}")
        if "\0" in key:
            raise ValueError("embedded null character")
    values = [(value, repr(key)) for key, value in ns.items()]
    return encode(tuple(ns)), encode_all(encode_shareable, values)


def exec(number, code):
    try:
        script = functions.script(code)
    except Exception:
        check_target(number, "exec code for")
        raise
    check(number, host.execCode(number, script), "exec code for")


def call(number, func, args, kwargs):
    data = names = None
    try:
        if args or kwargs:
            values = [(arg, f"args[{i}]") for i, arg in enumerate(args)]
            if kwargs:
                names = encode(tuple(kwargs))
                values += [(value, f"kwargs[{key!r}]") for key, value in kwargs.items()]
            data = encode_all(encode, values)
        kind = type(func)
        code = functions.stateless(func) if kind is FunctionType else None
        reference = functions.named(func) if code is None and kind in NAMED else None
        form = encode_callable(func) if code is None and reference is None else None
    except Exception:
        release(data)
        check_target(number, "make a call in")
        raise
    if code is not None:
        result = host.callCode(number, code, data, names)
    elif reference is not None:
        result = host.callNamed(number, reference, data, names)
    else:
        result = host.callObject(number, form, data, names)
    if type(result) in NATIVE:
        return result
    if result is None:
        return None
    if type(result.kind()) is str:
        check(number, result, "make a call in")
    return decode(result)


def encode_callable(func):
    """Give the form in which any callable travels."""
    if not callable(func):
        raise TypeError(f"expected a callable, got {func!r}")
    try:
        return encode(func, "callable")
    except NotShareableError as e:
        if type(func) is FunctionType and e.__cause__ is not None:
            # It cannot be found by its name either.
            raise NotShareableError("only stateless functions are shareable") from e
        raise
