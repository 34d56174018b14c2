"""Buffers: shared memory as bytes."""

import os

from ._regions import MOST, Memory, Shared, allocate, asked, checked, count, host


class Buffer(Shared):
    """Bytes that interpreters share. A new one is all zeros, and belongs to the interpreter that made it."""

    __slots__ = ()

    def __init__(self, size: int, name: str | None = None, *, heap: bool = False) -> None:
        """Make memory of "size" bytes, which attach(name) finds if it has a name.

        If that would be too much, garbage is collected first; MemoryError says what the limit is. "heap" makes it a Java
        array, which confined interpreters can use as well.
        """
        self._memory = allocate(count("size", size), name, heap)

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
        return Buffer._of(Memory(asked(self._memory.host.asReadOnly)))

    def _key(self):
        return self._memory.host.id()

    def _encode(self, move):
        return self._memory.host.send(move)

    def __repr__(self) -> str:
        name = f" {self.name!r}" if self.name else ""
        return f"<clutch.shared.Buffer {self.id}{name}: {len(self)} bytes{', read-only' if self.readonly else ''}>"


def attach(name: str) -> Buffer:
    """Return the buffer that somebody has made with this name and still has; LookupError if there is none.

    For an array of it: ``Array(dtype, shape, buffer=attach(name))``. Memory that was moved is no longer found. A confined
    interpreter finds what it made or was given.
    """
    if not isinstance(name, str):
        raise TypeError(f"name must be a str, got {name!r}")
    found = checked(host.attach(name))
    if found is None:
        raise LookupError(f"there is no shared memory named {name!r}")
    return Buffer._of(Memory(found))


def map_file(path: str | os.PathLike[str], *, readonly: bool = True) -> Buffer:
    """Return a buffer of a file's content, which is read when it is looked at; what is written to it goes to the file."""
    return Buffer._of(Memory(checked(host.map(os.path.abspath(os.fspath(path)), bool(readonly)))))
