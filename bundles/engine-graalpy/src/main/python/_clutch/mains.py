"""The script in __main__, whose functions and classes other interpreters find in a copy of their own.

A pickle names what it refers to by module and name, and in another interpreter __main__ is another module. So it
travels with the origin of the script that is meant. What the receiver's own __main__ lacks is looked up in a hidden
module for which the script is run once more.
"""

import functools
import os
import sys
from _thread import RLock, _local
from types import ModuleType

import _clutch
from _clutch import beside
from _clutch.errors import NotShareableError

HIDDEN = "<fake __main__>"
HIDDEN_BYTES = HIDDEN.encode()
# The kind of programs that cannot be run again.
NAMELESS = "nameless"

# Origin to module: copies that are complete, and those whose script is still at work, which only its own thread sees.
copies = {}
unfinished = {}
loading = RLock()
# In each thread, the origin of the script that an unpickling there means by __main__.
meant = _local()


def origin():
    """Say where the program in __main__ comes from: how to run it, and its name."""
    main = sys.modules["__main__"]
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name != "__main__":
        return "module", spec.name
    archive = getattr(getattr(spec, "loader", None), "archive", None)
    file = archive or getattr(main, "__file__", None)
    if file is not None:
        return "archive" if archive else "script", absolute(file)
    if copies:
        return next(iter(copies))
    return NAMELESS, nameless_program()


@functools.cache
def absolute(path):
    return os.path.abspath(path)


def nameless_program():
    number = _clutch.interpreters.id()
    if number:
        return f"code that was executed in interpreter {number}"
    return {"-c": "a program given by -c", "-": "a program from standard input"}.get(sys.argv[0], "the main program")


def meant_by(module):
    """Give the origin of the program that a module is the __main__ of, or two None for other modules."""
    return origin() if module == "__main__" or module == HIDDEN else (None, None)


def check_finished():
    """Refuse to send what a script defines while that is only run again: others would have to run it as well."""
    if unfinished:
        script = describe(*next(iter(unfinished)))
        raise NotShareableError(
            f"{script} sends its own functions and classes to other interpreters even when it is only run again for one"
            " of them: put what the main program alone is to do under if __name__ == '__main__':"
        )


def bound(pickled):
    """Give a pickle that says which __main__ another one means: a call of restore(), put together by hand for speed."""
    if HIDDEN_BYTES in pickled:
        check_finished()
    kind, name = map(text, origin())
    size = len(pickled).to_bytes(8, "little")
    return b"".join((b"\x80\x05c_clutch.mains\nrestore\n", kind, name, b"\x8e", size, pickled, b"\x87R."))


def text(value):
    encoded = value.encode("utf-8", "surrogatepass")
    return b"X" + len(encoded).to_bytes(4, "little") + encoded


def restore(kind, name, pickled):
    """Unpickle what bound() gave."""
    main = sys.modules["__main__"]
    if runs(kind, name):
        if HIDDEN_BYTES in pickled:
            sys.modules[HIDDEN] = main
        return beside.loads_within(pickled)
    if type(main) is ModuleType:
        main.__class__ = Main
    before = getattr(meant, "origin", None)
    meant.origin = kind, name
    try:
        if HIDDEN_BYTES in pickled:
            hidden(kind, name)
        return beside.loads_within(pickled)
    finally:
        meant.origin = before


def runs(kind, name):
    """Say whether __main__ is the program that is meant."""
    return kind != NAMELESS and "__file__" in vars(sys.modules["__main__"]) and origin() == (kind, name)


class Main(ModuleType):
    """The __main__ of an interpreter that unpickled something which may be meant for the __main__ of a script."""

    def __getattr__(self, name):
        asked = getattr(meant, "origin", None)
        if asked is None or name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return elsewhere(name, *asked)


Main.__name__ = Main.__qualname__ = "module"
Main.__module__ = "builtins"


def find(module, name, kind, program):
    """Give what has a name in a module that is the __main__ of a program."""
    first, *rest = name.split(".")
    own = vars(sys.modules["__main__"])
    if first in own and (module != HIDDEN or runs(kind, program)):
        found = own[first]
    else:
        found = elsewhere(first, kind, program)
    for part in rest:
        found = getattr(found, part)
    return found


def elsewhere(name, kind, program):
    """Give what __main__ does not have of the program that is meant."""
    if kind == NAMELESS:
        here = _clutch.interpreters.id()
        raise NotShareableError(
            f"interpreter {here} has no {name!r} in its __main__, and {program} cannot be run again there: define"
            f" {name!r} in a script file, or in a module that can be imported"
        )
    if runs(kind, program):
        raise NotShareableError(f"the __main__ of {describe(kind, program)} has no {name!r}")
    try:
        return vars(hidden(kind, program))[name]
    except KeyError:
        raise NotShareableError(f"{describe(kind, program)} defines no {name!r} when it is run as {HIDDEN!r}") from None


def hidden(kind, name):
    """Give this interpreter's own copy of the __main__ that a script has elsewhere."""
    key = kind, name
    found = copies.get(key)
    if found is None:
        with loading:
            found = copies.get(key) or unfinished.get(key) or load(key)
    return found


def load(key):
    module = unfinished[key] = ModuleType(HIDDEN)
    before = getattr(meant, "origin", None)
    meant.origin = None
    replaced = sys.modules.get(HIDDEN)
    # Where dataclasses, pickle and their like look for it.
    sys.modules[HIDDEN] = module
    try:
        exec(code(module, *key), module.__dict__)
    except BaseException as e:
        if replaced is None:
            del sys.modules[HIDDEN]
        else:
            sys.modules[HIDDEN] = replaced
        raise NotShareableError(failure(key, e)) from e
    finally:
        del unfinished[key]
        meant.origin = before
    copies[key] = module
    return module


def code(module, kind, name):
    """Give the code of a script, and give the module the attributes that its __main__ has."""
    if kind == "script":
        import io

        module.__file__ = name
        module.__cached__ = None
        with io.open_code(name) as file:
            return compile(file.read(), name, "exec", dont_inherit=True, optimize=_clutch.optimize)
    import importlib.util
    import zipimport

    if kind == "archive":
        spec = zipimport.zipimporter(name).find_spec("__main__")
    else:
        spec = importlib.util.find_spec(name)
        if spec is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    module.__spec__ = spec
    module.__file__ = spec.origin
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    return spec.loader.get_code(spec.name)


def describe(kind, name):
    return f"the {kind} {name!r}"


def failure(key, exc):
    line = ""
    tb = exc.__traceback__
    while tb is not None:
        if tb.tb_frame.f_globals.get("__name__") == HIDDEN:
            line = f" in line {tb.tb_lineno}"
        tb = tb.tb_next
    return (
        f"{describe(*key)}, run again as {HIDDEN!r} in interpreter {_clutch.interpreters.id()}, failed{line} with"
        f" {type(exc).__qualname__}: {exc}"
    )
