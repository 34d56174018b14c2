"""Stores of counted things that interpreters share: a store that is sent is the same store in the receiver."""

from _depot import Store
from clutch import share

__all__ = ["Store"]


def opened(name):
    """Make what the receiver of a store gets."""
    return Store(name)


# By its name, so nothing of what is in it is copied.
share.register(Store, lambda store: store.name, opened)
