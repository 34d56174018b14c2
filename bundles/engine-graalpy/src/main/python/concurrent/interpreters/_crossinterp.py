"""Common code between queues and channels: what crosses from one interpreter to another, and what stands for it later."""

from _clutch import crossing
from _clutch.crossing import NotShareableError, is_shareable

__all__ = ["ItemInterpreterDestroyed", "NotShareableError", "UnboundItem", "is_shareable"]


class ItemInterpreterDestroyed(Exception):
    """Raised when trying to get an item whose interpreter was destroyed."""


class UnboundItem:
    """Represents a cross-interpreter item no longer bound to an interpreter.

    An item is unbound when the interpreter that added it to the cross-interpreter container is destroyed.
    """

    __slots__ = ("_where",)

    def __new__(cls):
        raise Exception("use the UNBOUND of a module")

    def __repr__(self):
        return f"{self._where}.UNBOUND"

    def __reduce__(self):
        raise TypeError("UNBOUND stands for an item that is gone, so it cannot be sent")


def unbound(where):
    """Make the one UNBOUND of a module."""
    item = object.__new__(UnboundItem)
    item._where = where
    return item


def _refuse(obj):
    raise NotShareableError(f"{obj!r} stands for an item that is gone, so it cannot be sent")


crossing.encoders[UnboundItem] = _refuse

# Sentinel values for the argument "unbounditems": see the modules that export them.
UNBOUND_ERROR = object()
UNBOUND_REMOVE = object()


class Rules:
    """What becomes of the items of an interpreter that is destroyed, by the numbers that the host has for them."""

    def __init__(self, unbound):
        self._values = (unbound, UNBOUND_ERROR, UNBOUND_REMOVE)

    def number(self, unbounditems):
        for number, value in enumerate(self._values):
            if value is unbounditems:
                return number
        raise NotImplementedError(f"unsupported unbound replacement op {unbounditems!r}")

    def value(self, number):
        return self._values[number]
