"""What an interpreter does on behalf of others: the functions that the engine's Java code calls.

Each gives the host None, a result or a failure; none lets an exception out.
"""

import marshal
import sys
from types import BuiltinFunctionType, FunctionType

import _clutch
from _clutch import runs
from _clutch.crossing import SHAREABLE, decode, encode
from _clutch.errors import NotShareableError

host = _clutch.data

# Code and functions that came before, by their numbers, so that they are warm when they come again.
known_code = {}
known_functions = {}
KNOWN_LIMIT = 1024


def main_namespace():
    return sys.modules["__main__"].__dict__


def prepare_namespace():
    """Give __main__ the names that it has in CPython."""
    from _frozen_importlib import BuiltinImporter

    namespace = main_namespace()
    namespace.pop("__annotations__", None)
    namespace["__loader__"] = BuiltinImporter


def keep(known, number, value):
    if len(known) >= KNOWN_LIMIT:
        known.clear()
    known[number] = value
    return value


def code_of(shared):
    return marshal.loads(shared.marshalled().encode("latin-1"))


def function_of(number, shared):
    return keep(known_functions, number, FunctionType(code_of(shared), main_namespace(), shared.name()))


@runs.run
def exec_source(source):
    """Compile and execute source text in __main__."""
    try:
        exec(compile(source, "<script>", "exec", dont_inherit=True, optimize=_clutch.optimize), main_namespace())
    except BaseException as e:
        return failure(e)


@runs.run
def exec_code(number, shared):
    """Execute code in __main__."""
    try:
        code = known_code.get(number)
        exec(keep(known_code, number, code_of(shared)) if code is None else code, main_namespace())
    except BaseException as e:
        return failure(e)


@runs.run
def call_name(name, args):
    """Call a function for Java by its name, 'module:qualname' or a qualname in __main__."""
    try:
        func = resolve(name)
    except BaseException as e:
        return failure(e)
    return call_for_java(func, args)


def call_for_java(func, args):
    """Call what Java named. Arguments that do not arrive are not the function's failure."""
    try:
        values = [decode(arg) for arg in args]
    except BaseException as e:
        return refusal(e)
    try:
        result = func(*values)
    except BaseException as e:
        return failure(e)
    return returned_to_java(result)


def bind(name, keep):
    """Hand Java an object by its name; of a class, an instance."""
    try:
        found = resolve(name)
        keep(found() if isinstance(found, type) else found)
    except BaseException as e:
        return failure(e)


def call_bound(obj, names, itself, args):
    """Call a method of an object that Java holds, or the object itself."""
    try:
        func = method(obj, list(names), itself)
    except BaseException as e:
        return failure(e)
    return call_for_java(func, args)


def share_module(name):
    """Import a module for another interpreter, and give a reference to it."""
    try:
        import importlib

        from _clutch import sharing

        return host.result(sharing.reference(importlib.import_module(name)))
    except BaseException as e:
        return failure(e)


def method(obj, names, itself):
    for name in names:
        found = getattr(obj, name, None)
        if found is not None:
            return found
    if itself and callable(obj):
        return obj
    raise AttributeError(f"{obj!r} has no method {' or '.join(map(repr, dict.fromkeys(names)))}")


def returned_to_java(result):
    try:
        return host.javaResult(encode_for_java(result, "result"))
    except BaseException as e:
        return refusal(e)


def encode_for_java(obj, path):
    """Give the form of obj that a Java caller gets: collections stay what they are."""
    kind = type(obj)
    if kind is list:
        return host.javaList([encode_for_java(item, f"{path}[{i}]") for i, item in enumerate(obj)])
    if kind is set or kind is frozenset:
        return host.javaSet([encode_for_java(item, f"{path}, an element") for item in obj])
    if kind is dict:
        keys = [encode_for_java(key, f"{path}, a key") for key in obj]
        return host.javaMap(keys, [encode_for_java(value, f"{path}[{key!r}]") for key, value in obj.items()])
    if kind is tuple and any(type(item) not in SHAREABLE for item in obj):
        return host.javaList([encode_for_java(item, f"{path}[{i}]") for i, item in enumerate(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_asdict"):
        return encode_for_java(obj._asdict(), path)
    if hasattr(obj, "__dataclass_fields__") and not isinstance(obj, type):
        return encode_for_java({name: getattr(obj, name) for name in obj.__dataclass_fields__}, path)
    return encode(obj, path)


@runs.run
def call_code(number, shared, args, names):
    """Call a stateless function, which came as its code, in __main__."""
    func = known_functions.get(number)
    if func is None or func.__globals__ is not main_namespace():
        func = function_of(number, shared)
    return call(func, args, names)


@runs.run
def call_object(func, args, names):
    """Call an object that came as data."""
    try:
        func = decode(func)
    except BaseException as e:
        return refusal(e)
    return call(func, args, names)


@runs.run
def call_named(module, name, kind, program, args, names):
    """Call a function or class by its name; kind and program say what is meant by __main__."""
    try:
        func = named(module, name) if kind is None else main_named(module, name, kind, program)
    except NotShareableError as e:
        return host.notShareable(f"callable could not be found: {e}")
    except BaseException as e:
        return host.notShareable(f"callable could not be found: {type(e).__qualname__}: {text_of(e)}")
    if type(func) is BuiltinFunctionType:
        func = in_main.get(func, func)
    return call(func, args, names)


def named(module, name):
    found = sys.modules.get(module)
    if found is None or not hasattr(found, name):
        # Or another thread is still importing it.
        __import__(module)
        found = sys.modules[module]
    for part in name.split("."):
        found = getattr(found, part)
    return found


def main_named(module, name, kind, program):
    global mains
    if mains is None:
        from _clutch import mains
    return mains.find(module, name, kind, program)


mains = None

def call(func, args, names):
    if args is None:
        try:
            result = func()
        except BaseException as e:
            return failure(e)
        return None if result is None else returned(result)
    try:
        values = decode(args)
        keywords = {} if names is None else decode(names)
    except BaseException as e:
        return refusal(e)
    try:
        if keywords:
            result = func(*values[: -len(keywords)], **dict(zip(keywords, values[-len(keywords) :])))
        else:
            result = func(*values)
    except BaseException as e:
        return failure(e)
    return None if result is None else returned(result)


@runs.run
def work(worker):
    """Do tasks of a pool until none is left for this worker."""
    names = decode(worker.keywords())
    try:
        func = decode(worker.function())
    except BaseException as e:
        refused = refusal(e)
        args = worker.claim()
        while args is not None:
            args = worker.failed(refused)
        return
    args = worker.claim()
    while args is not None:
        args = attempt(worker, func, names, args)


def attempt(worker, func, names, args):
    """Do one task, and give the arguments of the next one."""
    try:
        values = decode(args)
    except BaseException as e:
        return worker.failed(refusal(e))
    try:
        if names:
            result = func(*values[: -len(names)], **dict(zip(names, values[-len(names) :])))
        else:
            result = func(*values)
    except BaseException as e:
        return worker.failed(failure_with_original(e))
    try:
        data = encode(result, "result")
    except BaseException as e:
        return worker.failed(refusal(e))
    return worker.returned(data)


def returned(result):
    try:
        return host.result(encode(result, "result"))
    except BaseException as e:
        return refusal(e)


def eval_in_main(source, globals=None, locals=None, /):
    return eval(source, main_namespace() if globals is None else globals, locals)


def exec_in_main(source, globals=None, locals=None, /, **closure):
    exec(source, main_namespace() if globals is None else globals, locals, **closure)


def dir_in_main(*args):
    return dir(*args) if args else sorted(main_namespace())


def vars_in_main(*args):
    return vars(*args) if args else main_namespace()


# Builtins that act on the namespaces of their caller. Called by another interpreter they act on __main__.
in_main = {
    eval: eval_in_main,
    exec: exec_in_main,
    dir: dir_in_main,
    vars: vars_in_main,
    globals: main_namespace,
    locals: main_namespace,
}


def prepare_main(names, values):
    """Bind names in __main__."""
    try:
        main_namespace().update(zip(decode(names), decode(values)))
    except BaseException as e:
        return refusal(e)


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


def has_any(obj, names):
    """Say whether an object that Java holds has one of some attributes."""
    return any(hasattr(obj, name) for name in names)


@runs.run
def finish():
    """End all that Python itself has to end."""
    from _clutch import ending

    ending.finish()


def refusal(exc):
    """Give the host the reason why something cannot travel."""
    if isinstance(exc, NotShareableError):
        return host.notShareable(str(exc))
    return host.notShareable(f"{type(exc).__qualname__}: {text_of(exc)}")


def text_of(exc):
    """Give str(exc), which may run a user's code: nothing gets out of that, not even sys.exit()."""
    try:
        return str(exc)
    except BaseException:
        return "<exception str() failed>"


def failure(exc):
    """Give the host a snapshot of an exception; its traceback begins below the frames of our own."""
    import traceback

    kind = type(exc)
    message = text_of(exc)
    prefix = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    try:
        display = traceback.TracebackException(kind, exc, skip_own(exc.__traceback__))
        lines = "".join(display.format()).rstrip("\n")
    except BaseException as e:
        lines = f"{prefix}{kind.__qualname__}: {message}\n(its traceback cannot be formatted: {type(e).__qualname__})"
    formatted = f"{prefix}{kind.__qualname__}: {message}"
    return host.failed(kind.__name__, kind.__qualname__, str(kind.__module__), message, formatted, lines)


def failure_with_original(exc):
    """Give a failure along with the exception itself, unless that cannot travel."""
    snapshot = failure(exc)
    try:
        return host.carrying(snapshot, encode(exc, "exception"))
    except BaseException:
        return snapshot


def skip_own(tb):
    while tb is not None and tb.tb_frame.f_globals.get("__name__", "").startswith("_clutch."):
        tb = tb.tb_next
    return tb
