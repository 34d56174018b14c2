"""What an interpreter asks of others: the functions behind concurrent.interpreters.Interpreter."""

import builtins
import marshal
from types import CodeType, FunctionType, SimpleNamespace

import _clutch
from _clutch import crossing
from _clutch.crossing import NotShareableError, decode, encode

host = _clutch.interpreters
data_host = _clutch.data

CO_VARIADIC = 0x04 | 0x08
CO_GENERATOR = 0x20 | 0x80 | 0x200


class InterpreterError(Exception):
    """A cross-interpreter operation failed"""


class InterpreterNotFoundError(InterpreterError):
    """An interpreter was not found"""


class ExecutionFailed(InterpreterError):
    """An unhandled exception happened during execution.

    This is raised from Interpreter.exec() and Interpreter.call().
    """

    def __init__(self, excinfo):
        msg = excinfo.formatted
        if not msg:
            if excinfo.type and excinfo.msg:
                msg = f"{excinfo.type.__name__}: {excinfo.msg}"
            else:
                msg = excinfo.type.__name__ or excinfo.msg
        super().__init__(msg)
        self.excinfo = excinfo

    def __str__(self):
        try:
            formatted = self.excinfo.errdisplay
        except Exception:
            return super().__str__()
        else:
            return f"{super().__str__()}\n\nUncaught in the interpreter:\n\n{formatted}"


def check(outcome):
    """Raise what the outcome of a host call stands for, unless all went well."""
    if outcome is not None and outcome.kind() != "done":
        raise exception(outcome)


def exception(outcome):
    kind = outcome.kind()
    if kind == "failed":
        return ExecutionFailed(
            SimpleNamespace(
                type=SimpleNamespace(
                    __name__=outcome.typeName(), __qualname__=outcome.qualifiedName(), __module__=outcome.module()
                ),
                msg=outcome.message(),
                formatted=outcome.formatted(),
                errdisplay=outcome.traceback(),
            )
        )
    if kind == "keyboard-interrupt":
        return KeyboardInterrupt()
    if kind == "not-found":
        return InterpreterNotFoundError(outcome.message())
    if kind == "not-shareable":
        return NotShareableError(outcome.message())
    return InterpreterError(outcome.message())


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
    check(host.close(number))


def prepare_main(number, ns):
    if not ns:
        raise ValueError("arg 2 must be a non-empty dict")
    for key in ns:
        if type(key) is not str:
            raise TypeError(f"arg 2 must be a dict with str keys, got {key!r}")
        if "\0" in key:
            raise ValueError("embedded null character")
    values = tuple([crossing.encode_shareable(value, repr(key)) for key, value in ns.items()])
    check(host.prepareMain(number, encode(tuple(ns)), data_host.tuple(list(values))))


def exec(number, code):
    check(host.execCode(number, script(code)))


def script(code):
    """Give the marshalled code of what exec() takes."""
    if isinstance(code, (str, bytes, bytearray)):
        compiled = compile(code, "<script>", "exec", dont_inherit=True)
    elif isinstance(code, FunctionType):
        check_plain(code)
        check_script(code.__code__)
        compiled = code.__code__
    elif isinstance(code, CodeType):
        check_script(code)
        compiled = code
    else:
        raise TypeError(f"unsupported script {code!r}")
    return marshalled(compiled)


def marshalled(code):
    return marshal.dumps(code).decode("latin-1")


def check_plain(func):
    if func.__defaults__:
        raise ValueError("defaults not supported")
    if func.__kwdefaults__:
        raise ValueError("keyword defaults not supported")
    if func.__closure__:
        raise ValueError("closures not supported")


def check_script(code):
    if code.co_argcount or code.co_posonlyargcount or code.co_kwonlyargcount or code.co_flags & CO_VARIADIC:
        raise ValueError("code with args not supported")
    if code.co_freevars:
        raise ValueError("closures not supported")
    from _clutch import bytecode

    if code.co_flags & CO_GENERATOR or bytecode.returns_value(code):
        raise ValueError("code that returns a value is not a script")


def call(number, func, args, kwargs):
    if not callable(func):
        raise TypeError(f"expected a callable, got {func!r}")
    data = data_host.tuple([
        data_host.tuple([encode(arg, f"args[{i}]") for i, arg in enumerate(args)]),
        encode(tuple(kwargs)),
        data_host.tuple([encode(value, f"kwargs[{key!r}]") for key, value in kwargs.items()]),
    ])
    if type(func) is FunctionType and is_stateless(func):
        outcome = host.callCode(number, marshalled(func.__code__), func.__name__, data)
    else:
        outcome = host.callObject(number, encode_callable(func), data)
    if outcome.kind() != "result":
        raise exception(outcome)
    return decode(outcome.data())


def function_form(func):
    """Give the form in which any callable travels ahead of its calls; target.function_of() makes it a function again."""
    if type(func) is FunctionType and is_stateless(func):
        return data_host.tuple([marshalled(func.__code__), func.__name__])
    return encode_callable(func)


def encode_callable(func):
    if type(func) is FunctionType and ("<locals>" in func.__qualname__ or func.__name__ == "<lambda>"):
        raise NotShareableError("only stateless functions are shareable")
    return encode(func, "callable")


def is_stateless(func):
    """Say whether a function needs nothing but its code and builtins, and so can run in any interpreter."""
    if func.__closure__ or func.__defaults__ or func.__kwdefaults__:
        return False
    from _clutch import bytecode

    namespace = func.__globals__
    return all(hasattr(builtins, name) and name not in namespace for name in bytecode.globals_read(func.__code__))
