"""What an interpreter does on behalf of others: the functions that the engine's Java code calls.

Each gives the host None, a result or a failure; none lets an exception out.
"""

import marshal
import sys
from types import FunctionType

import _clutch
from _clutch import runs
from _clutch.crossing import NotShareableError, decode, encode

host = _clutch.data

# Code that came before, by its marshalled form, so that it is warm when it comes again.
known_code = {}
KNOWN_CODE_LIMIT = 256


def main_namespace():
    return sys.modules["__main__"].__dict__


def code_of(marshalled):
    code = known_code.get(marshalled)
    if code is None:
        code = marshal.loads(marshalled.encode("latin-1"))
        if len(known_code) >= KNOWN_CODE_LIMIT:
            known_code.clear()
        known_code[marshalled] = code
    return code


@runs.run
def exec_source(source):
    """Compile and execute source text in __main__."""
    try:
        exec(compile(source, "<script>", "exec", dont_inherit=True), main_namespace())
    except BaseException as e:
        return failure(e)


@runs.run
def exec_code(marshalled):
    """Execute a marshalled code object in __main__."""
    try:
        exec(code_of(marshalled), main_namespace())
    except BaseException as e:
        return failure(e)


@runs.run
def call_name(name, args):
    """Call a function by its name, 'module:qualname' or a qualname in __main__."""
    try:
        func = resolve(name)
        result = func(*decode(args))
    except BaseException as e:
        return failure(e)
    return returned(result)


@runs.run
def call_code(marshalled, name, args):
    """Call a stateless function, which came as its code, in __main__."""
    code = code_of(marshalled)
    return call(FunctionType(code, main_namespace(), name), args)


@runs.run
def call_object(func, args):
    """Call an object that came as data."""
    try:
        func = decode(func)
    except Exception as e:
        return host.notShareable(str(e))
    return call(func, args)


def call(func, args):
    try:
        positional, names, values = decode(args)
    except Exception as e:
        return host.notShareable(str(e))
    try:
        result = func(*positional, **dict(zip(names, values)))
    except BaseException as e:
        return failure(e)
    return returned(result)


def returned(result):
    try:
        return host.result(encode(result, "result"))
    except NotShareableError as e:
        return host.notShareable(str(e))


def prepare_main(names, values):
    """Bind names in __main__."""
    try:
        main_namespace().update(zip(decode(names), decode(values)))
    except Exception as e:
        return host.notShareable(str(e))


def resolve(name):
    module, colon, qualname = name.rpartition(":")
    if colon:
        import importlib

        found = importlib.import_module(module)
    else:
        found = sys.modules["__main__"]
    for part in qualname.split("."):
        found = getattr(found, part)
    return found


@runs.run
def finish():
    """End all that Python itself has to end."""
    from _clutch import ending

    ending.finish()


def failure(exc):
    """Give the host a snapshot of an exception; its traceback begins below this module's frames."""
    import traceback

    kind = type(exc)
    try:
        message = str(exc)
    except Exception:
        message = "<exception str() failed>"
    prefix = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    try:
        display = traceback.TracebackException(kind, exc, skip_own(exc.__traceback__))
        lines = "".join(display.format()).rstrip("\n")
    except Exception as e:
        lines = f"{prefix}{kind.__qualname__}: {message}\n(its traceback cannot be formatted: {e!r})"
    formatted = f"{prefix}{kind.__qualname__}: {message}"
    return host.failed(kind.__name__, kind.__qualname__, str(kind.__module__), message, formatted, lines)


def skip_own(tb):
    while tb is not None and tb.tb_frame.f_globals is globals():
        tb = tb.tb_next
    return tb
