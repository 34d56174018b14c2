"""Extension modules: Python modules that bundles provide, written in Java or in Python.

They are imported as any other module is, once their bundle is in the container. This module tells which there are.
"""

from collections import namedtuple

import _clutch
from _clutch import importing
from _clutch.importing import ModuleUnloadedError
from concurrent.interpreters import SharedObjectProxy

__all__ = ["ExtensionModule", "ModuleUnloadedError", "from_main", "list", "require"]

_host = _clutch.extensions


class ExtensionModule(namedtuple("ExtensionModule", "name version bundle interpreters kind chosen imported_by")):
    """A module that a bundle offers.

    name, version: what its bundle declares.
    bundle: the bundle's symbolic name and version.
    interpreters: which may import it: "per-interpreter", "shared" or "main-only".
    kind: the kind of its loader, "" while nobody has imported it.
    chosen: whether an import takes this one; False if another bundle's module of that name takes precedence.
    imported_by: the ids of the interpreters that have imported it.
    """

    __slots__ = ()

    name: str
    version: str
    bundle: str
    interpreters: str
    kind: str
    chosen: bool
    imported_by: tuple[int, ...]


def _module(row):
    *texts, chosen, ids = row
    return ExtensionModule(*map(str, texts), bool(chosen), tuple(int(each) for each in ids))


def list() -> tuple[ExtensionModule, ...]:
    """Return all modules that bundles offer at the moment, by name, the one that an import takes first."""
    return tuple(_module(row) for row in _host.list())


def require(name: str, range: str) -> ExtensionModule:
    """Return what an import of a module takes, if its version is in the range, such as "[1.2,2)".

    A single version such as "1.2" means that one or any later one. Raise ImportError if there is no such module, or its
    version is another; the message says which.
    """
    for what, text in ("name", name), ("range", range):
        if not isinstance(text, str):
            raise TypeError(f"{what} must be a str, got {text!r}")
    found = _host.require(name, range)
    if getattr(found, "kind", None) is not None:
        raise importing.failure(found, name)
    return _module(found)


def from_main(name: str) -> SharedObjectProxy:
    """Return a proxy of a module that the main interpreter imports, for one that only it may import.

    Calls run in the main interpreter, in the calling thread; see SharedObjectProxy. Raise ImportError if the main
    interpreter cannot import it.
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be a str, got {name!r}")
    found = _host.fromMain(name)
    kind = found.kind()
    if type(kind) is int and kind != importing.FAILED:
        return importing.decode(found)
    if type(kind) is int:
        raise importing.failure(found, name)
    raise ImportError(f"the main interpreter cannot import {name!r}: {found.message()}", name=name)
