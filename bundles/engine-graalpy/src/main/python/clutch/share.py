"""How objects cross to other interpreters: by a way of their own, or explicitly.

An object is copied by pickle unless it is one that crosses without. A type can say that its objects cross in another way:

    share.register(Picture, lambda picture: (picture.size, picture.pixels), Picture.from_parts)

where ``pixels`` may be anything that crosses: a copy, a memoryview or a proxy, which shares. What ``copyreg`` knows is
honoured too. For objects that live in Java, those of an extension module, its bundle says so by a service,
``org.clutch.share.CrossInterpreterType``.
"""

from collections.abc import Callable
from typing import Any

from concurrent import interpreters

__all__ = ["copy", "register"]


def register(type: type, reduce: Callable[[Any], Any], rebuild: Callable[[Any], Any]) -> None:
    """Say how objects of a type, not of its subclasses, cross from this interpreter to others.

    reduce(obj) gives what crosses instead of the object, in the sender; rebuild(what crossed) makes the object in the
    receiver, which finds that function by its module and name, as pickle does. This holds wherever the object is: as an
    argument, a result, in a queue or channel, and as a part of another object. Confined interpreters send no such objects.
    """
    from _clutch import beside, crossing

    if not isinstance(type, _type):
        raise TypeError(f"type must be a class, got {type!r}")
    if type in crossing.SHAREABLE or type in _ATOMS:
        raise ValueError(f"objects of type {type.__qualname__!r} cross by a way that cannot be replaced")
    for name, function in (("reduce", reduce), ("rebuild", rebuild)):
        if not callable(function):
            raise TypeError(f"{name} must be callable, got {function!r}")
    beside.registered[type] = reduce, rebuild


_type = type
# What picklers know by themselves.
_ATOMS = frozenset((bytearray, list, dict, set, frozenset, complex, _type))


def copy(obj: Any, interpreter: interpreters.Interpreter) -> Any:
    """Copy an object into another interpreter, which must not be running, and return a proxy of the copy there.

    An object that is the same everywhere, such as a str, is returned as it is.
    """
    if not isinstance(interpreter, interpreters.Interpreter):
        raise TypeError(f"interpreter must be an Interpreter, got {interpreter!r}")
    return interpreter.call(interpreters.share, obj)
