"""Memory that interpreters share: sent without a copy, at any size.

    buffer = shared.Buffer(1 << 20)
    interpreter.call(fill, buffer)
    with buffer.borrow() as view:
        ...

A Buffer is bytes, an Array has items of one type and a shape. Whoever receives one, as an argument, in a queue or a channel,
has the very same memory. It lives as long as anybody has it, or a view of it. In a trusted interpreter it is off-heap memory,
so that C extensions use it as well; in a confined one, or with ``heap=True``, a Java array.

Memory has one owner, who can give it away: ``queue.put(buffer, move=True)``, ``end.send(buffer, move=True)``, or
``move(buffer)`` in any place where an object crosses. Then whoever receives it owns it and alone may use it; all others get
OwnershipError. Memory that is borrowed is not given away: that raises BufferError.

Writes are not ordered: two interpreters that use memory at the same time need a message, a call or a lock between them.
"""

from typing import NamedTuple

from . import _regions
from ._arrays import Array
from ._buffers import Buffer, attach, map_file
from ._moves import move, moved, receive
from ._regions import OwnershipError

__all__ = ["Array", "Buffer", "OwnershipError", "Statistics", "attach", "map_file", "move", "statistics"]


class Statistics(NamedTuple):
    """Figures about the memory that all interpreters share."""

    regions: int
    """How many buffers there are whose memory was not given back."""
    bytes: int
    """How much they have, mapped files aside."""
    limit: int
    """How much they may have: the configuration org.clutch.regions."""
    borrows: int
    """How many views of them are open, those that arrays keep included."""


def statistics() -> Statistics:
    """Return figures about the memory that all interpreters share."""
    return Statistics(*_regions.host.statistics())


# Errors, pickles and help() name what is public by where users find it.
for _each in (Array, Buffer, OwnershipError, attach, map_file, move):
    _each.__module__ = __name__
del _each
