"""How buffers and arrays cross, and how their memory is given away."""

from collections.abc import Callable
from typing import Any

from _clutch import crossing
from _clutch.crossing import FAILED
from _clutch.errors import NotShareableError
from _clutch.sharing import keep_lock

from ._arrays import Array
from ._buffers import Buffer
from ._layouts import BY_NAME
from ._regions import Memory, Shared, asked, checked, host

# Looking up a method of a host object costs as much as calling it.
_receive = host.receive


class Moving:
    """A buffer or array that is to be moved where this crosses."""

    __slots__ = ("shared", "data")

    def __init__(self, shared):
        self.shared = shared
        self.data = None

    def __reduce__(self):
        raise TypeError("what move() gives crosses by itself or in a tuple, not in other objects")

    def undo(self):
        """Take back what nobody will receive."""
        if self.data is not None:
            self.data.release()


def move(obj: Buffer | Array) -> Any:
    """Return what gives the memory away where it is sent: as an argument, in a queue, a channel or a tuple.

    Whoever receives it gets the buffer or array, and owns it. Sending it raises BufferError as long as anybody has a view of
    the memory, and OwnershipError if this interpreter is not its owner. If the sending fails, the memory stays here.
    """
    if not isinstance(obj, Shared):
        raise TypeError(f"only memory of clutch.shared can be moved, got {obj!r}")
    return Moving(obj)


def moved(send: Callable[..., None], obj: Buffer | Array, *args: Any, **kwargs: Any) -> None:
    """Send memory away, unless that raises."""
    moving = move(obj)
    try:
        send(moving, *args, **kwargs)
    except BaseException:
        moving.undo()
        raise


def receive(data):
    """Give the buffer or array that arrived in this interpreter."""
    kept = keep_lock(True)
    try:
        handle = _receive(data)
        if handle.kind() == FAILED:
            checked(handle)
        memory = Memory(handle)
        if not memory.array:
            return Buffer._of(memory)
        size, *both = handle.layout()
        kind = BY_NAME.get(handle.format())
        if kind is None or kind.size != size:
            raise NotShareableError(f"array of {handle.format()!r} with items of {size} bytes is not known here")
        n = len(both) // 2
        return Array._of(memory, kind, tuple(both[:n]), tuple(both[n:]), handle.origin())
    finally:
        keep_lock(kept)


def _encode(obj):
    return asked(obj._encode, False)


def _encode_moving(obj):
    # What this interpreter keeps for its own use is no borrow.
    obj.shared._memory.release()
    obj.data = asked(obj.shared._encode, True)
    return obj.data


crossing.decoders[crossing.REGION] = receive
crossing.encoders.update({Buffer: _encode, Array: _encode, Moving: _encode_moving})
crossing.SHAREABLE.update((Buffer, Array, Moving))
crossing.by_reference.update(dict.fromkeys((Buffer, Array), _encode))
