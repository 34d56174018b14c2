"""What an interpreter does with the objects that it shares, and how operands and results cross on the way.

An operand is copied, as everything is that goes into an interpreter, unless it cannot be or would not be the same over
there: then it goes by reference. A result is the owner's object itself, by reference, unless it is an immutable value;
so ``proxy.items.append(1)`` appends to the owner's list and not to a copy that nobody sees.
"""

import builtins
import math
import operator
import os
import sys
from types import BuiltinMethodType, FunctionType, MethodType, MethodWrapperType, ModuleType

import _clutch
from _clutch import crossing, target
from _clutch.crossing import DIRECT, NATIVE, OBJECT, SHAREABLE, TUPLE, NotShareableError, decode, dumps, encode, keep_lock

host = _clutch.objects
data_host = _clutch.data


class Proxy:
    """What SharedObjectProxy is made of: a reference to a shared object."""

    __slots__ = ("_reference", "__weakref__")


class Holder:
    """Keeps an object alive for those who have a reference to it, and acts on it for them."""

    __slots__ = ("object",)

    def __init__(self, obj):
        self.object = obj

    def __call__(self, operation, *operands):
        try:
            return result(OPERATIONS[operation](self.object, *map(arrived, operands)))
        except BaseException as e:
            return raised(e)

    def for_confined(self, operation, *operands):
        """Do the same for a confined interpreter, which was given the object and not all that can be found behind it."""
        try:
            if operation in NAMING:
                check_public(arrived(operands[0]))
        except BaseException as e:
            return raised(e)
        return self(operation, *operands)


NAMING = frozenset(("__getattribute__", "__setattr__", "__delattr__"))
# Public names that lead from an object to the code around it, and from there to everything.
INWARD = frozenset((
    "ag_await", "ag_code", "ag_frame", "cr_await", "cr_code", "cr_frame", "cr_origin", "f_back", "f_builtins", "f_code",
    "f_globals", "f_locals", "f_trace", "gi_code", "gi_frame", "gi_yieldfrom", "mro", "tb_frame", "tb_next",
))  # fmt: skip


def check_public(name):
    """Refuse a name that code elsewhere has no business with; a method of that name may still be what an operator calls."""
    if type(name) is not str:
        raise TypeError(f"attribute name must be string, not {type(name).__name__!r}")
    if name.startswith("_") or name in INWARD:
        raise AttributeError(f"confined interpreters have no access to attribute {name!r} of a shared object", name=name)


def arrived(data):
    """Give an operand that crossed; a reference to an object of this interpreter comes home as that object."""
    if type(data) in NATIVE:
        return data
    if data is None:
        return None
    kind = data.kind()
    if kind == OBJECT:
        holder = host.holder(data)
        return decode(data) if holder is None else holder.object
    if kind == TUPLE:
        return tuple([arrived(data.item(i)) for i in range(data.size())])
    return decode(data)


def crosses(obj):
    """Say whether an object crosses without pickling, down to the items of tuples."""
    kind = type(obj)
    return kind in SHAREABLE and (kind is not tuple or all(map(crosses, obj)))


def own_share(obj):
    """Give what an object wants to be shared as, from its __share__(), in a tuple; an empty one if it does not say."""
    method = getattr(type(obj), "__share__", None)
    if method is None:
        return ()
    shared = method(obj)
    if not crosses(shared):
        raise NotShareableError(f"__share__() returned unshareable object: {shared!r}")
    return (shared,)


def reference(obj):
    """Give a new reference to an object, which is this interpreter's."""
    kind = type(obj)
    holder, name = Holder(obj), kind.__name__ if builtin(kind) else None
    # This never waits for anything, and in a busy interpreter it takes a while to get the lock back.
    kept = keep_lock(True)
    try:
        return host.share(holder, holder.for_confined, name)
    finally:
        keep_lock(kept)


def builtin(kind):
    return kind.__module__ == "builtins" and getattr(builtins, kind.__name__, None) is kind


def shared(obj):
    for instead in own_share(obj):
        return encode(instead)
    return reference(obj)


def copied(obj):
    """Encode an object by its pickle if it is the same over there, else by reference."""
    if data_host.confined():
        return shared(obj)
    try:
        pickling, pickled = dumps(obj, "object")
    except NotShareableError:
        return shared(obj)
    if b"__main__" in pickled:
        # What a script defines is found in its own __main__ only.
        pickling.release()
        return shared(obj)
    return pickling.encoded(pickled)


def operand(obj):
    """Encode an operand or argument."""
    kind = type(obj)
    if kind in DIRECT:
        return obj
    if kind is tuple:
        return data_host.tuple([operand(item) for item in obj])
    if kind in SHAREABLE:
        return encode(obj)
    if stays(obj, kind) or hasattr(kind, "__share__"):
        return shared(obj)
    return copied(obj)


def stays(obj, kind):
    """Say whether an object that may pickle is bound to this interpreter all the same: code, and where a loop stands."""
    if kind is BuiltinMethodType:
        return not isinstance(obj.__self__, ModuleType)
    return kind in STAYING or hasattr(kind, "__next__")


STAYING = frozenset((FunctionType, MethodType, MethodWrapperType, object))


def result(obj):
    """Encode a result."""
    kind = type(obj)
    if kind in DIRECT:
        return obj
    if kind is tuple:
        return data_host.tuple([result(item) for item in obj])
    if kind in SHAREABLE:
        return encode(obj)
    return copied(obj) if is_value(obj, kind) else shared(obj)


def is_value(obj, kind):
    """Say whether an object is immutable, so that nobody can tell a copy from it, or an exception, which is to be raised."""
    if kind in VALUES:
        return True
    if kind is frozenset:
        return all(type(item) in SHAREABLE or is_value(item, type(item)) for item in obj)
    if kind is type:
        return builtin(obj)
    if f"{kind.__module__}.{kind.__qualname__}" in VALUE_NAMES or issubclass(kind, BaseException):
        return True
    enum = sys.modules.get("enum")
    return enum is not None and issubclass(kind, enum.Enum)


VALUES = frozenset((complex, range, type(...), type(NotImplemented)))
# By name, since few programs import them. The engine's datetime is the Python one.
VALUE_NAMES = frozenset((
    "_pydatetime.date", "_pydatetime.datetime", "_pydatetime.time", "_pydatetime.timedelta", "_pydatetime.timezone",
    "decimal.Decimal", "fractions.Fraction", "uuid.UUID", "pathlib.PosixPath", "pathlib.PurePosixPath",
))  # fmt: skip


def raised(exc):
    """Give the host what an operation raised; its traceback begins below this module's frames."""
    copy = exception_copy(exc)
    if type(exc) is StopIteration:
        return host.raised(None, copy)
    tb = exc.__traceback__
    while tb is not None and tb.tb_frame.f_globals is globals():
        tb = tb.tb_next
    return host.raised(snapshot(exc.with_traceback(tb)), copy)


def snapshot(exc):
    kind = type(exc)
    if exc.__traceback__ is None and exc.__context__ is None and builtin(kind):
        # Nothing but a builtin was at work, as for every hasattr() that says no.
        text = str(exc)
        formatted = f"{kind.__name__}: {text}"
        return data_host.failed(kind.__name__, kind.__name__, "builtins", text, formatted, formatted)
    return target.failure(exc)


def exception_copy(exc):
    """Encode a copy of an exception: a builtin one by its name and arguments, else its pickle; None if there is none."""
    kind = type(exc)
    plain = builtin(kind) and not issubclass(kind, BaseExceptionGroup)
    try:
        _, args, *state = exc.__reduce__()
        names = {name: value for each in state for name, value in each.items() if value is not None}
        if plain and (names.keys() <= NAMES or data_host.confined()):
            return by_name(kind, args, {name: names[name] for name in names.keys() & NAMES})
        if data_host.confined():
            return None
        pickling, pickled = dumps(exc, "exception")
        return pickling.encoded(pickled)
    except Exception:
        return by_name(kind, exc.args, {}) if plain else None


def exception_operand(exc):
    """Encode an exception that the owner is to see, if need be as no more than its text."""
    copy = exception_copy(exc)
    return by_name(RuntimeError, (f"{type(exc).__qualname__}: {exc}",), {}) if copy is None else copy


def by_name(kind, args, names):
    return result((kind.__name__, args, *names.items()))


# What some builtin exceptions have besides their arguments.
NAMES = {"name", "path"}


def rebuilt(copy):
    """Give the exception of which a copy has crossed."""
    if type(copy) is tuple:
        name, args, *names = copy
        kind = getattr(builtins, name, None)
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise TypeError(f"no builtin exception is called {name!r}")
        copy = kind(*args)
        for name, value in names:
            if name in NAMES:
                setattr(copy, name, value)
    # A proxy says of itself that it is one.
    if not issubclass(type(copy), BaseException):
        raise TypeError(f"{crossing.describe(copy)} is no exception")
    return copy


def directly(obj, name, other):
    method = getattr(type(obj), name, None)
    return NotImplemented if method is None else method(obj, other)


def dispatched(name, whole):
    """Make a binary operation. The other interpreter has its own say on an object of its own, which is a proxy here: so
    that is left to it. Otherwise the two would ask each other for ever.
    """

    def perform(obj, other):
        return directly(obj, name, other) if issubclass(type(other), Proxy) else whole(obj, other)

    return perform


def swapped(whole):
    return lambda obj, other: whole(other, obj)


def sliced(whole):
    return lambda obj, bounds, *value: whole(obj, slice(*bounds), *value)


def enter(obj):
    method = getattr(type(obj), "__enter__", None)
    if method is None or not hasattr(type(obj), "__exit__"):
        raise TypeError(f"{type(obj).__qualname__!r} object does not support the context manager protocol")
    return method(obj)


def leave(obj, copy):
    if copy is None:
        return bool(type(obj).__exit__(obj, None, None, None))
    exc = rebuilt(copy)
    return bool(type(obj).__exit__(obj, type(exc), exc, exc.__traceback__))


def call(obj, names, *args):
    if names is None:
        return obj(*args)
    positional = len(args) - len(names)
    return obj(*args[:positional], **dict(zip(names, args[positional:])))


# What can be done to a shared object, under the name of the method of its proxy that asks for it.
UNARY = {
    "__iter__": iter, "__next__": next, "__reversed__": reversed, "__len__": len,
    "__length_hint__": operator.length_hint, "__bool__": bool, "__str__": str, "__repr__": repr, "__bytes__": bytes,
    "__hash__": hash, "__int__": int, "__float__": float, "__complex__": complex, "__index__": operator.index,
    "__neg__": operator.neg, "__pos__": operator.pos, "__abs__": abs, "__invert__": operator.invert,
    "__trunc__": math.trunc, "__floor__": math.floor, "__ceil__": math.ceil, "__fspath__": os.fspath,
    "__dir__": lambda obj: tuple(dir(obj)), "__enter__": enter,
}  # fmt: skip
BINARY = {
    "__getattribute__": getattr, "__delattr__": delattr, "__contains__": operator.contains, "__format__": format,
    "__exit__": leave,
    "__instancecheck__": lambda obj, other: isinstance(other, obj),
    "__subclasscheck__": lambda obj, other: issubclass(other, obj),
}  # fmt: skip
INDEXED = {
    "__getitem__": operator.getitem, "__setitem__": operator.setitem, "__delitem__": operator.delitem,
}  # fmt: skip
OTHER = {"__setattr__": setattr, "__call__": call, "__round__": round, "pow": pow}

for _name in ("lt", "le", "eq", "ne", "gt", "ge"):
    BINARY[f"__{_name}__"] = dispatched(f"__{_name}__", getattr(operator, f"__{_name}__"))
for _name in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "lshift", "rshift", "and", "xor", "or", "pow"):
    _whole = getattr(operator, f"__{_name}__")
    BINARY[f"__{_name}__"] = dispatched(f"__{_name}__", _whole)
    BINARY[f"__r{_name}__"] = dispatched(f"__r{_name}__", swapped(_whole))
    BINARY[f"__i{_name}__"] = dispatched(f"__i{_name}__", getattr(operator, f"__i{_name}__"))
BINARY["__divmod__"] = dispatched("__divmod__", divmod)
BINARY["__rdivmod__"] = dispatched("__rdivmod__", swapped(divmod))

OPERATIONS = UNARY | BINARY | INDEXED | OTHER
OPERATIONS.update((f"{name} slice", sliced(whole)) for name, whole in INDEXED.items())
