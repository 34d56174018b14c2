"""What an interpreter does on behalf of others: the functions that the engine's Java code calls.

Each gives the host None, a result or a failure; none lets an exception out.
"""

import marshal
import sys
from types import FunctionType

import _clutch
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


def exec_source(source):
    """Compile and execute source text in __main__."""
    try:
        exec(compile(source, "<script>", "exec", dont_inherit=True), main_namespace())
    except BaseException as e:
        return failure(e)


def exec_code(marshalled):
    """Execute a marshalled code object in __main__."""
    try:
        exec(code_of(marshalled), main_namespace())
    except BaseException as e:
        return failure(e)


def call_name(name, args):
    """Call a function by its name, 'module:qualname' or a qualname in __main__."""
    try:
        func = resolve(name)
        result = func(*decode(args))
    except BaseException as e:
        return failure(e)
    return returned(result)


def call_code(marshalled, name, args):
    """Call a stateless function, which came as its code, in __main__."""
    code = code_of(marshalled)
    return call(FunctionType(code, main_namespace(), name), args)


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


def work(worker):
    """Do tasks of a pool until none is left for this worker."""
    names = decode(worker.keywords())
    try:
        func = function_of(worker.function())
    except Exception as e:
        refusal = host.notShareable(str(e))
        args = worker.claim()
        while args is not None:
            args = worker.failed(refusal)
        return
    args = worker.claim()
    while args is not None:
        args = attempt(worker, func, names, args)


def function_of(form):
    """Give the function that travelled in the form of calling.function_form()."""
    function = decode(form)
    return FunctionType(code_of(function[0]), main_namespace(), function[1]) if type(function) is tuple else function


def attempt(worker, func, names, args):
    """Do one task, and give the arguments of the next one."""
    try:
        values = decode(args)
    except Exception as e:
        return worker.failed(host.notShareable(str(e)))
    try:
        if names:
            result = func(*values[: -len(names)], **dict(zip(names, values[-len(names) :])))
        else:
            result = func(*values)
    except BaseException as e:
        return worker.failed(failure_with_original(e))
    try:
        data = encode(result, "result")
    except NotShareableError as e:
        return worker.failed(host.notShareable(str(e)))
    return worker.returned(data)


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


def finish():
    """Wait for the threads that are not daemons, as at the end of a program.

    The thread that imported threading, which came from outside and may be gone, is not one of them, although threading
    takes it for the main thread and would wait for its end.
    """
    threading = sys.modules.get("threading")
    if threading is not None:
        with threading._shutdown_locks_lock:
            threading._shutdown_locks.discard(threading._main_thread._tstate_lock)
        threading._shutdown()


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


def failure_with_original(exc):
    """Give a failure along with the exception itself, unless that cannot travel."""
    snapshot = failure(exc)
    try:
        return snapshot.carrying(encode(exc, "exception"))
    except NotShareableError:
        return snapshot


def skip_own(tb):
    while tb is not None and tb.tb_frame.f_globals is globals():
        tb = tb.tb_next
    return tb
