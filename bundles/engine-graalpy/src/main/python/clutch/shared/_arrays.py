"""Arrays: shared memory as items of one type."""

import math
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ._buffers import Buffer
from ._layouts import checked_shape, find, item_type, row_strides, span
from ._regions import MOST, Memory, Shared, SharedMemoryView, allocate, asked, count, is_open


class Array(Shared):
    """Items of one type that interpreters share, in any number of dimensions.

    Indexing works as in numpy: an int for each dimension gives an item, fewer ints and slices give an array of the same
    memory. C extensions such as numpy use the same memory too: ``numpy.asarray(array)``. Whoever is given a part can reach all
    of the memory, by its ``buffer``.
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
        kind = item_type(dtype)
        shape = checked_shape(shape)
        if order not in ("C", "F"):
            raise ValueError(f"order must be 'C' or 'F', got {order!r}")
        if strides is None:
            strides = row_strides(shape, kind.size, order)
        else:
            strides = tuple(strides)
            if len(strides) != len(shape) or any(not isinstance(each, int) or each % kind.size for each in strides):
                raise ValueError(f"strides must be {len(shape)} multiples of the item size {kind.size}, got {strides}")
        low, high = span(shape, strides, kind.size, count("offset", offset))
        if high - low > MOST:
            raise ValueError(f"an array has at most {MOST} bytes, not {high - low}")
        if buffer is None:
            offset -= min(low, 0)
            memory = allocate(high - min(low, 0), name, heap)
        else:
            memory = buffer._memory
            if low < 0 or high > memory.size:
                raise ValueError(f"the items would be bytes {low} to {high} of a buffer of {memory.size}")
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
        expected = row_strides(self._shape, self._dtype.size, "C")
        return all(n <= 1 or mine == row for n, mine, row in zip(self._shape, self._strides, expected))

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """What numpy makes an array of the same memory from. Native code may keep the address, so the memory can no longer
        be moved, and is given back only once this object is garbage."""
        if not self._memory.native:
            raise AttributeError("an array on the Java heap has no address")
        address = asked(self._memory.host.address)[0]
        return {
            "version": 3, "typestr": self._dtype.typestr, "shape": self._shape, "strides": self._strides,
            "data": (address + self._origin, self.readonly),
        }  # fmt: skip

    def borrow(self, readonly: bool = False, *, exclusive: bool = False) -> memoryview:
        """Return a memoryview of the items, with their format, shape and strides; see Buffer.borrow()."""
        kind = self._dtype
        low, high = span(self._shape, self._strides, kind.size, self._origin)
        like = memoryview(bytes(kind.size)).cast(kind.format)
        return asked(
            self._memory.host.borrowItems, self._access(readonly, exclusive), low, high - low, like, self._origin - low,
            self._shape, self._strides, SharedMemoryView(),
        )  # fmt: skip

    def toreadonly(self) -> "Array":
        """Return an array of the same memory that may only be read, here and by whoever receives it from here."""
        memory = Memory(asked(self._memory.host.asReadOnly))
        return Array._of(memory, self._dtype, self._shape, self._strides, self._origin)

    def view(self, dtype: Any) -> "Array":
        """Return an array of the same memory with items of another type; the last dimension, in a row, changes with it."""
        kind, mine = item_type(dtype), self._dtype
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
        new = checked_shape(shape[0] if len(shape) == 1 else shape)
        if math.prod(new) != self.size or not self.contiguous:
            raise ValueError(f"an array of shape {self._shape} and strides {self._strides} cannot have shape {new}")
        return Array._of(self._memory, self._dtype, new, row_strides(new, self._dtype.size, "C"), self._origin)

    def _open(self):
        """Give all items of the memory in a row, of which this array has some."""
        kind = self._dtype
        self._items = self._memory.items(kind.format, kind.size, self._origin % kind.size)
        return self._items

    def _find(self, index):
        return find(index, self._shape, self._strides, self._origin)

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
            if is_open(items):
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
        if part.step == 1 and (source := same_format(value, self._dtype.format)) is not None:
            with source:
                copy(source, items, part)
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
                copy(row, items, part)
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


def copy(source, items, part):
    """Copy items in a row, as memoryviews do, but at once: theirs takes each by itself."""
    with items[part] as row:
        BytesIO(source).readinto(row)


def same_format(value, format):
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
