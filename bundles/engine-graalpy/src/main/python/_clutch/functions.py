"""Functions and other code that travel as they are: which can, and in what form."""

import builtins
import marshal
import sys
from types import CodeType, FunctionType

import _clutch
from _clutch import bytecode, mains

host = _clutch.data

CO_VARIADIC = 0x04 | 0x08
CO_GENERATOR = 0x20 | 0x80 | 0x200

# What went out before, so that it need not be compiled, looked through and marshalled again: the host's form of a
# script by its text or code, of a function by its code, together with the globals that it reads, and of the name of a
# function or class, together with its module and the name in parts. They forget all when full.
known_scripts = {}
known_functions = {}
known_names = {}
KNOWN_LIMIT = 256
LONGEST_KNOWN_TEXT = 1 << 14


def main_namespace():
    return sys.modules["__main__"].__dict__


def keep(known, key, value):
    if len(known) >= KNOWN_LIMIT:
        known.clear()
    known[key] = value
    return value


def share(code, name, text=None):
    return host.code(marshal.dumps(code).decode("latin-1"), name, text)


def script(source):
    """Give the host's form of what exec() takes."""
    kind = type(source)
    key = source.__code__ if kind is FunctionType else source if kind is str or kind is CodeType else None
    known = known_scripts.get(key)
    if known is not None:
        return known
    code = script_code(source)
    shared = share(code, code.co_name, source if kind is str else None)
    if key is None or kind is str and len(key) > LONGEST_KNOWN_TEXT:
        return shared
    return keep(known_scripts, key, shared)


def script_code(source):
    if isinstance(source, FunctionType):
        source = source.__code__
    if isinstance(source, CodeType):
        check_script(source)
        return source
    try:
        text = source if isinstance(source, (str, bytes)) else bytes(memoryview(source))
    except TypeError:
        raise TypeError(f"unsupported script {source!r}") from None
    return compile(text, "<script>", "exec", dont_inherit=True, optimize=_clutch.optimize)


def check_script(code):
    if code.co_freevars:
        raise ValueError("closures not supported")
    if code.co_argcount or code.co_posonlyargcount or code.co_kwonlyargcount or code.co_flags & CO_VARIADIC:
        raise ValueError("code with args not supported")
    if code.co_flags & CO_GENERATOR or bytecode.returns_value(code):
        raise ValueError("code that returns a value is not a script")


def stateless(func):
    """Give the host's form of a function that needs nothing but its code and builtins, or None if it needs more."""
    code = func.__code__
    known = known_functions.get(code)
    if known is None:
        names = bytecode.globals_read(code)
        shared = share(code, func.__name__) if all(hasattr(builtins, name) for name in names) else None
        known = keep(known_functions, code, (shared, names))
    shared, names = known
    if shared is None or func.__closure__ or func.__defaults__ or func.__kwdefaults__:
        return None
    if names:
        namespace = func.__globals__
        for name in names:
            if name in namespace:
                return None
    return shared


def named(func):
    """Give the host's form of the name of a function or class, or None if it is not found by that."""
    known = known_names.get(func)
    if known is None:
        module, name = getattr(func, "__module__", None), getattr(func, "__qualname__", None)
        if type(module) is not str or type(name) is not str:
            return None
        kind, program = mains.meant_by(module)
        known = keep(known_names, func, (host.reference(module, name, kind, program), module, name.split(".")))
    reference, module, parts = known
    found = sys.modules.get(module)
    for part in parts:
        found = getattr(found, part, None)
    if found is not func:
        return None
    if module == mains.HIDDEN:
        mains.check_finished()
    return reference


def needs(func):
    """Say what a function that is not stateless needs, and other interpreters do not have."""
    if func.__closure__:
        return f"variables of the functions around it: {', '.join(func.__code__.co_freevars)}"
    if func.__defaults__ or func.__kwdefaults__:
        return "default arguments"
    namespace = func.__globals__
    names = [name for name in bytecode.globals_read(func.__code__) if name in namespace or not hasattr(builtins, name)]
    return f"globals: {', '.join(sorted(names))}"


def rebuild(marshalled, name):
    """Give the function that travelled by its code: it runs in __main__."""
    return FunctionType(marshal.loads(marshalled), main_namespace(), name)


class Travelling:
    """Stands for a stateless function in a pickle."""

    def __init__(self, shared):
        self.shared = shared

    def __reduce__(self):
        return rebuild, (self.shared.marshalled().encode("latin-1"), self.shared.name())
