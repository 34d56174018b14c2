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

import math
import os
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, NamedTuple

import _clutch
from _clutch import crossing
from _clutch.errors import NotShareableError
from _clutch.sharing import keep_lock

__all__ = ["Array", "Buffer", "OwnershipError", "Statistics", "attach", "map_file", "move", "statistics"]

host = _clutch.memory.regions()

READ, SHARED, EXCLUSIVE = range(3)
# What one memoryview can have.
MOST = 2**31 - 1


class OwnershipError(RuntimeError):
    """Raised when memory is used by whom it does not belong to: it was moved to another interpreter."""


_FAILURES = {
    "ownership": OwnershipError, "borrowed": BufferError, "memory": MemoryError, "region": ValueError,
    "value": ValueError, "permission": PermissionError, "io": OSError, "not-shareable": NotShareableError,
}  # fmt: skip


class SharedMemoryView:
    """What is behind a memoryview of shared memory: its attribute obj."""

    __slots__ = ("__weakref__",)


def _checked(result):
    """Give the result of a host call, or raise what it stands for."""
    return crossing.checked(result, _FAILURES)


def _asked(call, *args):
    """Ask the host for what does not wait. This keeps the interpreter's own lock, which takes a while to get back."""
    kept = keep_lock(True)
    try:
        result = call(*args)
    finally:
        keep_lock(kept)
    return result if type(result) is memoryview else _checked(result)


def _count(what, number, least=0):
    if not isinstance(number, int):
        raise TypeError(f"{what} must be an int, got {number!r}")
    if not least <= number < 2**63:
        raise ValueError(f"{what} must be in {least} to {2**63 - 1}, got {number}")
    return int(number)


class _Memory:
    """A handle of a region, and the views that arrays in this interpreter keep of it, so that items are read quickly."""

    __slots__ = ("host", "kept", "native", "readonly", "size")

    def __init__(self, handle):
        self.host = handle
        self.kept = {}
        self.size = handle.size()
        self.readonly = handle.isReadOnly()
        self.native = handle.isNative()

    def borrow(self, access, start, size):
        return _asked(self.host.borrow, access, start, size, SharedMemoryView())

    def items(self, format, itemsize, shift):
        """Give all items of a kind, the first of which begins at byte "shift"."""
        view = self.kept.get((format, shift))
        if view is None or not _is_open(view):
            size = min(self.size - shift, MOST) // itemsize * itemsize
            with self.borrow(READ if self.readonly else SHARED, shift, size) as row:
                # The cast goes on when the row is released.
                view = row.cast(format)
            self.kept[format, shift] = view
        return view

    def release(self):
        """Let go of the views that are kept; they come back when they are needed."""
        views, self.kept = self.kept, {}
        for view in views.values():
            view.release()

    def close(self):
        self.release()
        self.host.close()


def _is_open(view):
    try:
        view.nbytes
    except ValueError:
        return False
    return True


def _allocate(size, name, heap):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str or None, got {name!r}")
    # This may wait for a collection.
    return _Memory(_checked(host.allocate(size, name or "", bool(heap))))


class _Shared:
    """What buffers and arrays have in common."""

    __slots__ = ("_memory", "__weakref__")

    @property
    def id(self) -> int:
        """The number of the memory, the same in all interpreters."""
        return self._memory.host.id()

    @property
    def name(self) -> str:
        """The name by which attach() finds the memory; empty if it has none."""
        return self._memory.host.name()

    @property
    def readonly(self) -> bool:
        """Whether the memory may only be read here."""
        return self._memory.readonly

    @property
    def native(self) -> bool:
        """Whether the memory is off-heap: C extensions can use it, and confined interpreters cannot."""
        return self._memory.native

    def _access(self, readonly, exclusive):
        if exclusive:
            if readonly:
                raise ValueError("a borrow is read-only or exclusive, not both")
            # What this interpreter keeps for its own use.
            self._memory.release()
        if readonly:
            return READ
        if self._memory.readonly:
            raise BufferError("memory is read-only here: borrow(readonly=True)")
        return EXCLUSIVE if exclusive else SHARED

    def close(self) -> None:
        """Let go of the memory. Views that are borrowed stay as they are; others keep theirs.

        It is done when the object is garbage, too. What shares its handle, such as the slices of an array, is closed with it.
        """
        self._memory.close()

    def __enter__(self):
        _asked(self._memory.host.check)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self):
        raise TypeError(f"cannot pickle {type(self).__qualname__!r} object: it crosses to other interpreters only")


class Buffer(_Shared):
    """Bytes that interpreters share. A new one is all zeros, and belongs to the interpreter that made it."""

    __slots__ = ()

    def __init__(self, size: int, name: str | None = None, *, heap: bool = False) -> None:
        """Make memory of "size" bytes, which attach(name) finds if it has a name.

        If that would be too much, garbage is collected first; MemoryError says what the limit is. "heap" makes it a Java
        array, which confined interpreters can use as well.
        """
        self._memory = _allocate(_count("size", size), name, heap)

    @classmethod
    def _of(cls, memory):
        buffer = object.__new__(cls)
        buffer._memory = memory
        return buffer

    @property
    def nbytes(self) -> int:
        """The size in bytes."""
        return self._memory.size

    def __len__(self) -> int:
        return self._memory.size

    def borrow(self, readonly: bool = False, *, exclusive: bool = False, start: int = 0, stop: int | None = None) -> memoryview:
        """Return a memoryview of the memory, or of a part of it. Use it with "with", or release() it.

        As long as it, or a slice or cast of it, is not released, nobody can move the memory. Any number of interpreters may
        borrow at the same time, unless one wants it to be "exclusive": then it is refused as long as others have views, and
        others are refused as long as it lasts, by BufferError. An array whose items have been used has a view, until it is
        closed. A memoryview has at most 2147483647 bytes; of larger memory borrow a part.
        """
        start, stop, _ = slice(start, stop).indices(self._memory.size)
        size = max(stop - start, 0)
        if size > MOST:
            raise ValueError(f"a memoryview has at most {MOST} bytes, not {size}: borrow a part, from start to stop")
        return self._memory.borrow(self._access(readonly, exclusive), start, size)

    def toreadonly(self) -> "Buffer":
        """Return a buffer of the same memory that may only be read, here and by whoever receives it from here."""
        return Buffer._of(_Memory(_asked(self._memory.host.asReadOnly)))

    def _key(self):
        return self._memory.host.id()

    def _encode(self, move):
        return self._memory.host.send(move)

    def __repr__(self) -> str:
        name = f" {self.name!r}" if self.name else ""
        return f"<clutch.shared.Buffer {self.id}{name}: {len(self)} bytes{', read-only' if self.readonly else ''}>"


class _Type(NamedTuple):
    name: str
    format: str
    size: int
    typestr: str


_ORDER = "<" if sys.byteorder == "little" else ">"
_TYPES = [_Type(name, format, size, ("|" if size == 1 else _ORDER) + kind + str(size)) for name, format, size, kind in (
    ("bool", "?", 1, "b"), ("int8", "b", 1, "i"), ("uint8", "B", 1, "u"), ("int16", "h", 2, "i"), ("uint16", "H", 2, "u"),
    ("int32", "i", 4, "i"), ("uint32", "I", 4, "u"), ("int64", "q", 8, "i"), ("uint64", "Q", 8, "u"),
    ("float32", "f", 4, "f"), ("float64", "d", 8, "f"),
)]  # fmt: skip
_BY_NAME = {key: each for each in _TYPES for key in (each.name, each.format, each.typestr, each.typestr[1:])}
_BY_NAME.update(l=_BY_NAME["q"], L=_BY_NAME["Q"])


def _type(dtype):
    name = getattr(dtype, "name", dtype)
    found = _BY_NAME.get(name) if isinstance(name, str) else {bool: _BY_NAME["?"], int: _BY_NAME["q"],
                                                             float: _BY_NAME["d"]}.get(name)  # fmt: skip
    if found is None:
        raise TypeError(f"dtype must be one of {', '.join(each.name for each in _TYPES)} or its format, got {dtype!r}")
    return found


def _shape(shape):
    dimensions = (shape,) if isinstance(shape, int) else tuple(shape)
    return tuple(_count("a dimension of the shape", each) for each in dimensions)


def _row_strides(shape, itemsize, order):
    """Give the strides of items in a row: the last index goes from item to item, or in order F the first."""
    strides, step = [], itemsize
    for each in reversed(shape) if order == "C" else shape:
        strides.append(step)
        step *= max(each, 1)
    return tuple(reversed(strides) if order == "C" else strides)


def _span(shape, strides, itemsize, origin):
    """Give the first byte of the items, and the one after the last."""
    if 0 in shape:
        return origin, origin
    ways = [(n - 1) * step for n, step in zip(shape, strides)]
    return origin + sum(way for way in ways if way < 0), origin + sum(way for way in ways if way > 0) + itemsize


def _checked_index(index, n, dimension):
    """Give the index from the beginning."""
    if not -n <= index < n:
        raise IndexError(f"index {index} is out of bounds for dimension {dimension + 1} of size {n}")
    return index + n if index < 0 else index


class Array(_Shared):
    """Items of one type that interpreters share, in any number of dimensions.

    Indexing works as in numpy: an int for each dimension gives an item, fewer ints and slices give an array of the same
    memory. C extensions such as numpy use the same memory too: ``numpy.asarray(array)``.
    """

    __slots__ = ("_dtype", "_shape", "_strides", "_origin", "_items")

    def __init__(
        self, dtype: Any, shape: int | tuple[int, ...], *, order: str = "C", strides: tuple[int, ...] | None = None,
        buffer: Buffer | None = None, offset: int = 0, name: str | None = None, heap: bool = False,
    ) -> None:  # fmt: skip
        """Make an array of zeros, or an array of the memory of "buffer", from byte "offset" on.

        "dtype" is a name such as "int32" or "float64", or a format of the module struct. "strides" says how far items are
        from each other in each dimension, in bytes; without, they lie in a row, with the last dimension (order "C") or the
        first one (order "F") innermost. "name" and "heap" are those of Buffer.
        """
        kind = _type(dtype)
        shape = _shape(shape)
        if order not in ("C", "F"):
            raise ValueError(f"order must be 'C' or 'F', got {order!r}")
        if strides is None:
            strides = _row_strides(shape, kind.size, order)
        else:
            strides = tuple(strides)
            if len(strides) != len(shape) or any(not isinstance(each, int) or each % kind.size for each in strides):
                raise ValueError(f"strides must be {len(shape)} multiples of the item size {kind.size}, got {strides}")
        low, high = _span(shape, strides, kind.size, _count("offset", offset))
        if buffer is None:
            offset -= min(low, 0)
            memory = _allocate(high - min(low, 0), name, heap)
        else:
            memory = buffer._memory
            if low < 0 or high > memory.size:
                raise ValueError(f"the items would be bytes {low} to {high} of a buffer of {memory.size}")
        if high - low > MOST:
            raise ValueError(f"an array has at most {MOST} bytes, not {high - low}")
        self._set(memory, kind, shape, strides, offset)

    def _set(self, memory, kind, shape, strides, origin):
        self._memory = memory
        self._dtype = kind
        self._shape = shape
        self._strides = strides
        self._origin = origin
        self._items = None

    @classmethod
    def _of(cls, *parts):
        array = object.__new__(cls)
        array._set(*parts)
        return array

    @property
    def dtype(self) -> str:
        """The name of the items' type."""
        return self._dtype.name

    @property
    def format(self) -> str:
        """The same as a format of the module struct."""
        return self._dtype.format

    @property
    def itemsize(self) -> int:
        """The size of an item in bytes."""
        return self._dtype.size

    @property
    def shape(self) -> tuple[int, ...]:
        """How many items there are in each dimension."""
        return self._shape

    @property
    def strides(self) -> tuple[int, ...]:
        """How far an item is from the next one in each dimension, in bytes."""
        return self._strides

    @property
    def ndim(self) -> int:
        """How many dimensions there are."""
        return len(self._shape)

    @property
    def size(self) -> int:
        """How many items there are."""
        return math.prod(self._shape)

    @property
    def nbytes(self) -> int:
        """The size of all items in bytes."""
        return self.size * self._dtype.size

    @property
    def buffer(self) -> Buffer:
        """The memory as bytes. It is closed with the array."""
        return Buffer._of(self._memory)

    @property
    def contiguous(self) -> bool:
        """Whether the items lie in a row, with the last dimension innermost."""
        expected = _row_strides(self._shape, self._dtype.size, "C")
        return all(n <= 1 or mine == row for n, mine, row in zip(self._shape, self._strides, expected))

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """What numpy makes an array of the same memory from. Native code may keep the address, so the memory can no longer
        be moved, and is given back only once this object is garbage."""
        if not self._memory.native:
            raise AttributeError("an array on the Java heap has no address")
        address = _asked(self._memory.host.address)[0]
        return {
            "version": 3, "typestr": self._dtype.typestr, "shape": self._shape, "strides": self._strides,
            "data": (address + self._origin, self.readonly),
        }  # fmt: skip

    def borrow(self, readonly: bool = False, *, exclusive: bool = False) -> memoryview:
        """Return a memoryview of the items, with their format, shape and strides; see Buffer.borrow()."""
        kind = self._dtype
        low, high = _span(self._shape, self._strides, kind.size, self._origin)
        like = memoryview(bytes(kind.size)).cast(kind.format)
        return _asked(
            self._memory.host.borrowItems, self._access(readonly, exclusive), low, high - low, like, self._origin - low,
            self._shape, self._strides, SharedMemoryView(),
        )  # fmt: skip

    def toreadonly(self) -> "Array":
        """Return an array of the same memory that may only be read, here and by whoever receives it from here."""
        memory = _Memory(_asked(self._memory.host.asReadOnly))
        return Array._of(memory, self._dtype, self._shape, self._strides, self._origin)

    def view(self, dtype: Any) -> "Array":
        """Return an array of the same memory with items of another type; the last dimension, in a row, changes with it."""
        kind, mine = _type(dtype), self._dtype
        if kind.size == mine.size:
            return Array._of(self._memory, kind, self._shape, self._strides, self._origin)
        if not self._shape or self._strides[-1] != mine.size or self._shape[-1] * mine.size % kind.size:
            raise ValueError(f"the last dimension is no row of whole {kind.name} items")
        if any(each % kind.size for each in self._strides[:-1]):
            raise ValueError(f"strides {self._strides} are no multiples of the item size {kind.size}")
        shape = (*self._shape[:-1], self._shape[-1] * mine.size // kind.size)
        return Array._of(self._memory, kind, shape, (*self._strides[:-1], kind.size), self._origin)

    def reshape(self, *shape: int) -> "Array":
        """Return an array of the same memory with another shape; the items must lie in a row."""
        new = _shape(shape[0] if len(shape) == 1 else shape)
        if math.prod(new) != self.size or not self.contiguous:
            raise ValueError(f"an array of shape {self._shape} and strides {self._strides} cannot have shape {new}")
        return Array._of(self._memory, self._dtype, new, _row_strides(new, self._dtype.size, "C"), self._origin)

    def _open(self):
        """Give all items of the memory in a row, of which this array has some."""
        kind = self._dtype
        self._items = self._memory.items(kind.format, kind.size, self._origin % kind.size)
        return self._items

    def _find(self, index):
        """Give where an index leads to: the byte, and the shape and strides that are left; no shape for an item."""
        if type(index) is int and len(self._shape) == 1:
            return self._origin + _checked_index(index, self._shape[0], 0) * self._strides[0], None, None
        indices = index if type(index) is tuple else (index,)
        if any(each is ... for each in indices):
            at = next(i for i, each in enumerate(indices) if each is ...)
            rest = len(self._shape) - len(indices) + 1
            indices = (*indices[:at], *(slice(None),) * rest, *indices[at + 1:])
        if len(indices) > len(self._shape):
            raise IndexError(f"too many indices: the array has {len(self._shape)} dimensions, got {len(indices)}")
        origin, shape, strides = self._origin, [], []
        for i, each in enumerate(indices):
            n, step = self._shape[i], self._strides[i]
            if isinstance(each, slice):
                first, stop, by = each.indices(n)
                shape.append(len(range(first, stop, by)))
                strides.append(step * by)
                origin += first * step if shape[-1] else 0
            elif hasattr(each, "__index__"):
                origin += _checked_index(each.__index__(), n, i) * step
            else:
                raise TypeError(f"array indices must be ints, slices, ... or tuples of them, got {each!r}")
        whole = len(indices) == len(self._shape) and not shape
        if whole:
            return origin, None, None
        return origin, (*shape, *self._shape[len(indices):]), (*strides, *self._strides[len(indices):])

    def __getitem__(self, index: Any) -> Any:
        origin, shape, strides = self._find(index)
        if shape is not None:
            return Array._of(self._memory, self._dtype, shape, strides, origin)
        at = origin // self._dtype.size
        items = self._items
        if items is None:
            items = self._open()
        try:
            return items[at]
        except ValueError:
            return self._open()[at]

    def __setitem__(self, index: Any, value: Any) -> None:
        if self._memory.readonly:
            raise TypeError("cannot modify read-only memory")
        origin, shape, strides = self._find(index)
        if shape is not None:
            Array._of(self._memory, self._dtype, shape, strides, origin)._assign(value)
            return
        at = origin // self._dtype.size
        items = self._items
        if items is None:
            items = self._open()
        try:
            items[at] = value
        except ValueError:
            if _is_open(items):
                raise
            self._open()[at] = value

    def _assign(self, value):
        """Set all items: from as many in the same shape, or to one value."""
        if isinstance(value, (int, float)):
            self.fill(value)
            return
        if not isinstance(value, Array) and not hasattr(value, "__len__"):
            value = list(value)
        if len(value) != len(self):
            raise ValueError(f"cannot set {len(self)} items from {len(value)}")
        if len(self._shape) > 1:
            for i, each in enumerate(value):
                self[i] = each
            return
        items, part = self._open(), self._part()
        if part.step == 1 and (source := _same_format(value, self._dtype.format)) is not None:
            with source:
                _copy(source, items, part)
            return
        for at, each in zip(range(part.start, part.start + len(self) * part.step, part.step), value):
            items[at] = each

    def _part(self):
        """Give which of all items a row has, with the stop for a step of 1."""
        first, step = self._origin // self._dtype.size, self._strides[0] // self._dtype.size
        return slice(first, first + self._shape[0], step)

    def fill(self, value: Any) -> None:
        """Set all items to one value."""
        if self._memory.readonly:
            raise TypeError("cannot modify read-only memory")
        if len(self._shape) != 1:
            if not self._shape:
                self[()] = value
            for i in range(self._shape[0] if self._shape else 0):
                self[i].fill(value)
        elif self._shape[0]:
            self[0] = value
            items, part = self._open(), self._part()
            if part.step == 1:
                with items[part.start:part.start + 1] as one:
                    row = one.tobytes() * self._shape[0]
                _copy(row, items, part)
            else:
                for i in range(1, self._shape[0]):
                    items[part.start + i * part.step] = value

    def tolist(self) -> Any:
        """Return the items as nested lists."""
        if not self._shape:
            return self[()]
        if len(self._shape) > 1:
            return [each.tolist() for each in self]
        items, part = self._open(), self._part()
        if part.step == 1:
            with items[part] as row:
                return row.tolist()
        return [items[part.start + i * part.step] for i in range(self._shape[0])]

    def tobytes(self) -> bytes:
        """Return a copy of the items as bytes, in a row with the last dimension innermost."""
        with self.borrow(readonly=True) as view:
            return view.tobytes()

    def __len__(self) -> int:
        if not self._shape:
            raise TypeError("len() of an array without dimensions")
        return self._shape[0]

    def __iter__(self) -> Iterator[Any]:
        for i in range(len(self)):
            yield self[i]

    def _key(self):
        return self._memory.host.id(), self._dtype.name, self._shape, self._strides, self._origin

    def _encode(self, move):
        kind = self._dtype
        return self._memory.host.sendArray(move, kind.format, kind.size, self._shape, self._strides, self._origin)

    def __repr__(self) -> str:
        name = f" {self.name!r}" if self.name else ""
        only = ", read-only" if self.readonly else ""
        return f"<clutch.shared.Array {self.id}{name}: {self.dtype}, shape {self._shape}{only}>"


def _copy(source, items, part):
    """Copy items in a row, as memoryviews do, but at once: theirs takes each by itself."""
    with items[part] as row:
        BytesIO(source).readinto(row)


def _same_format(value, format):
    """Give a view of what has items of the same format in a row, or None."""
    if isinstance(value, Array):
        return value.borrow(readonly=True) if value.format == format and value.contiguous and value.ndim == 1 else None
    try:
        view = memoryview(value)
    except TypeError:
        return None
    if view.format == format and view.ndim == 1 and view.c_contiguous:
        return view
    view.release()
    return None


def attach(name: str) -> Buffer:
    """Return the buffer that somebody has made with this name and still has; LookupError if there is none.

    For an array of it: ``Array(dtype, shape, buffer=attach(name))``. Memory that was moved is no longer found. A confined
    interpreter finds what it made or was given.
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be a str, got {name!r}")
    found = _checked(host.attach(name))
    if found is None:
        raise LookupError(f"there is no shared memory named {name!r}")
    return Buffer._of(_Memory(found))


def map_file(path: str | os.PathLike[str], *, readonly: bool = True) -> Buffer:
    """Return a buffer of a file's content, which is read when it is looked at; what is written to it goes to the file."""
    return Buffer._of(_Memory(_checked(host.map(os.path.abspath(os.fspath(path)), bool(readonly)))))


class _Moving:
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
    if not isinstance(obj, _Shared):
        raise TypeError(f"only memory of clutch.shared can be moved, got {obj!r}")
    return _Moving(obj)


def moved(send: Callable[..., None], obj: Buffer | Array, *args: Any, **kwargs: Any) -> None:
    """Send memory away, unless that raises."""
    moving = move(obj)
    try:
        send(moving, *args, **kwargs)
    except BaseException:
        moving.undo()
        raise


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
    return Statistics(*host.statistics())


def receive(data):
    """Give the buffer or array that arrived in this interpreter."""
    handle = _checked(host.receive(data))
    memory = _Memory(handle)
    format = handle.format()
    if format is None:
        return Buffer._of(memory)
    _, *both = handle.layout()
    n = len(both) // 2
    return Array._of(memory, _BY_NAME[format], tuple(both[:n]), tuple(both[n:]), handle.origin())


def _encode(obj):
    return _asked(obj._encode, False)


def _encode_moving(obj):
    # What this interpreter keeps for its own use is no borrow.
    obj.shared._memory.release()
    obj.data = _asked(obj.shared._encode, True)
    return obj.data


crossing.encoders.update({Buffer: _encode, Array: _encode, _Moving: _encode_moving})
crossing.SHAREABLE.update((Buffer, Array, _Moving))
crossing.by_reference.update((Buffer, Array))
