"""Regions of memory as this interpreter has them, and what buffers and arrays have in common."""

import _clutch
from _clutch import crossing
from _clutch.errors import NotShareableError
from _clutch.sharing import keep_lock

host = _clutch.memory.regions()

READ, SHARED, EXCLUSIVE = range(3)
# What one memoryview can have.
MOST = 2**31 - 1


class OwnershipError(RuntimeError):
    """Raised when memory is used by whom it does not belong to: it was moved to another interpreter."""


FAILURES = {
    "ownership": OwnershipError, "borrowed": BufferError, "memory": MemoryError, "region": ValueError,
    "value": ValueError, "permission": PermissionError, "io": OSError, "not-shareable": NotShareableError,
}  # fmt: skip


class SharedMemoryView:
    """What is behind a memoryview of shared memory: its attribute obj."""

    __slots__ = ("__weakref__",)


def checked(result):
    """Give the result of a host call, or raise what it stands for."""
    return crossing.checked(result, FAILURES)


def asked(call, *args):
    """Ask the host for what does not wait. This keeps the interpreter's own lock, which takes a while to get back."""
    kept = keep_lock(True)
    try:
        result = call(*args)
    finally:
        keep_lock(kept)
    return result if type(result) is memoryview else checked(result)


def count(what, number, least=0):
    if not isinstance(number, int):
        raise TypeError(f"{what} must be an int, got {number!r}")
    if not least <= number < 2**63:
        raise ValueError(f"{what} must be in {least} to {2**63 - 1}, got {number}")
    return int(number)


class Memory:
    """A handle of a region, and the views that arrays in this interpreter keep of it, so that items are read quickly."""

    __slots__ = ("array", "host", "kept", "native", "readonly", "size")

    def __init__(self, handle):
        self.host = handle
        self.kept = {}
        # In one call, since each costs as much as all else here.
        facts = handle.facts()
        self.size = facts >> 3
        self.readonly = facts & 1 != 0
        self.native = facts & 2 != 0
        self.array = facts & 4 != 0

    def borrow(self, access, start, size):
        return asked(self.host.borrow, access, start, size, SharedMemoryView())

    def items(self, format, itemsize, shift):
        """Give all items of a kind, the first of which begins at byte "shift"."""
        view = self.kept.get((format, shift))
        if view is None or not is_open(view):
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


def is_open(view):
    try:
        view.nbytes
    except ValueError:
        return False
    return True


def allocate(size, name, heap):
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str or None, got {name!r}")
    # This may wait for a collection.
    return Memory(checked(host.allocate(size, name or "", bool(heap))))


class Shared:
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
        asked(self._memory.host.check)
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
