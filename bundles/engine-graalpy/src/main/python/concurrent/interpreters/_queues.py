"""Cross-interpreter queues."""

import queue
import weakref

import _clutch
from _clutch import crossing
from _clutch.crossing import (
    AGAIN,
    DESTROYED,
    DIRECT,
    EMPTY,
    FAILED,
    INTERRUPTED,
    NATIVE,
    UNBOUND as UNBOUND_ITEM,
    decode,
    encode,
    release,
)
from _clutch.waits import nanoseconds

from . import _crossinterp
from ._crossinterp import UNBOUND_ERROR, UNBOUND_REMOVE

__all__ = [
    "UNBOUND", "UNBOUND_ERROR", "UNBOUND_REMOVE",
    "create", "list_all",
    "Queue",
    "QueueError", "QueueNotFoundError", "QueueEmpty", "QueueFull",
    "ItemInterpreterDestroyed",
]  # fmt: skip

host = _clutch.queues

UNBOUND = _crossinterp.unbound(__name__)
_rules = _crossinterp.Rules(UNBOUND)


class QueueError(RuntimeError):
    """Indicates that a queue-related error happened."""


class QueueNotFoundError(QueueError):
    """Raised when a cross-interpreter queue could not be found."""


class QueueEmpty(QueueError, queue.Empty):
    """Raised from get_nowait() when the queue is empty. It is also raised from get() if it times out."""


class QueueFull(QueueError, queue.Full):
    """Raised from put_nowait() when the queue is full. It is also raised from put() if it times out."""


class ItemInterpreterDestroyed(QueueError, _crossinterp.ItemInterpreterDestroyed):
    """Raised from get() and get_nowait() for an item under UNBOUND_ERROR whose interpreter was destroyed."""


_known_queues = weakref.WeakValueDictionary()


def create(maxsize=0, *, unbounditems=UNBOUND):
    """Return a new cross-interpreter queue, which holds any number of items if maxsize is zero or less.

    "unbounditems" sets the default for Queue.put(): what becomes of an item when the interpreter that put it is
    destroyed before somebody got it. With UNBOUND that object comes out in its place, with UNBOUND_ERROR get() raises
    ItemInterpreterDestroyed, with UNBOUND_REMOVE the item is gone.
    """
    rule = _rules.number(unbounditems)
    if not isinstance(maxsize, int):
        raise TypeError(f"'maxsize' must be an integer, got {maxsize!r}")
    if not -(2**31) <= maxsize < 2**31:
        raise OverflowError("signed integer is greater than maximum")
    return _wrap(host.create(int(maxsize), rule))


def list_all():
    """Return a list of all open queues."""
    return [_wrap(each) for each in host.list()]


def receive(data):
    """Give the queue of a reference that arrived in this interpreter."""
    found = host.receive(data)
    if found is None:
        raise QueueNotFoundError("the queue that was sent is gone: nobody held it any more")
    return _wrap(found)


def _wrap(host_queue):
    """Give the one Queue object for a queue in this interpreter."""
    number = host_queue.id()
    found = _known_queues.get(number)
    if found is None:
        found = object.__new__(Queue)
        found._id = number
        found._host = host_queue
        # Looking up a method of a host object costs as much as calling it.
        found._offer, found._offer_patiently = host_queue.offer, host_queue.offerPatiently
        found._poll, found._poll_patiently = host_queue.poll, host_queue.pollPatiently
        # Two threads may get here: the first one wins.
        found = _known_queues.setdefault(number, found)
    return found


class Queue:
    """A cross-interpreter queue."""

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        number = int(id)
        if number < 0:
            raise ValueError(f"id must be a non-negative integer, got {number}")
        found = host.find(number)
        if found is None:
            raise QueueNotFoundError(f"queue {number} not found")
        return _wrap(found)

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def __hash__(self):
        return hash(self._id)

    # for pickling:
    def __reduce__(self):
        return (type(self), (self._id,))

    @property
    def id(self):
        return self._id

    @property
    def maxsize(self):
        return self._host.maxSize()

    @property
    def unbounditems(self):
        return _rules.value(self._host.unboundItems())

    def empty(self):
        return self.qsize() == 0

    def full(self):
        maxsize = self.maxsize
        return 0 < maxsize <= self.qsize()

    def qsize(self):
        return self._host.size()

    def put(self, obj, block=True, timeout=None, *, unbounditems=None, move=False):
        """Add the object to the queue.

        If "block" is true, this blocks while the queue is full, at most "timeout" seconds if that is not None.
        Otherwise, or when the time is over, it raises QueueFull.

        "unbounditems" says what becomes of the object when this interpreter is destroyed before somebody got it. If it
        is None, the queue's default holds.

        With "move" the object, which is memory of clutch.shared, belongs to whoever gets it, and no longer to this
        interpreter; unless this call raises.
        """
        if move:
            return (_moved or _moves())(self.put, obj, block, timeout, unbounditems=unbounditems)
        if unbounditems is None:
            data = obj if type(obj) in DIRECT else encode(obj)
            if block:
                if self._offer_patiently(data):
                    return
            elif self._offer(data):
                return
            target = self._host
        else:
            target = self._host.under(_rules.number(unbounditems))
            data = obj if type(obj) in DIRECT else encode(obj)
            if target.offer(data):
                return
        for nanos in _waits(block, timeout):
            status = target.put(data, nanos)
            kind = status.kind()
            if kind == EMPTY:
                break
            if kind == INTERRUPTED:
                release(data)
                raise KeyboardInterrupt
            if kind == FAILED:
                release(data)
                raise QueueError(status.message())
            if kind != AGAIN:
                return
        release(data)
        raise QueueFull(f"queue {self._id} is full")

    def put_nowait(self, obj, *, unbounditems=None, move=False):
        """Add the object to the queue, or raise QueueFull."""
        return self.put(obj, block=False, unbounditems=unbounditems, move=move)

    def get(self, block=True, timeout=None):
        """Return the next object from the queue.

        If "block" is true, this blocks while the queue is empty, at most "timeout" seconds if that is not None.
        Otherwise, or when the time is over, it raises QueueEmpty.

        If the next object's interpreter was destroyed, its "unbounditems" decides what comes instead.
        """
        data = self._poll_patiently() if block else self._poll()
        if type(data) in NATIVE:
            return data
        if data is None or data.kind() != EMPTY:
            return _item(data)
        for nanos in _waits(block, timeout):
            data = self._host.take(nanos)
            if type(data) in NATIVE or data is None:
                return decode(data)
            kind = data.kind()
            if kind == EMPTY:
                break
            if kind == INTERRUPTED:
                raise KeyboardInterrupt
            if kind != AGAIN:
                return _item(data)
        raise QueueEmpty(f"queue {self._id} is empty")

    def get_nowait(self):
        """Return the next object from the queue, or raise QueueEmpty."""
        return self.get(block=False)


def _item(data):
    """Give the object that arrived, or what stands for it."""
    if data is not None:
        kind = data.kind()
        if kind == UNBOUND_ITEM:
            return UNBOUND
        if kind == DESTROYED:
            raise ItemInterpreterDestroyed("the original interpreter destroyed")
        if kind == FAILED:
            raise QueueError(data.message())
    return decode(data)


_moved = None


def _moves():
    """Give what sends memory away, from a module that not every interpreter needs."""
    global _moved
    from clutch import shared

    _moved = shared.moved
    return _moved


def _waits(block, timeout):
    return nanoseconds(timeout) if block else ()


def _encode_queue(obj):
    return _clutch.data.queueReference(obj._host)


crossing.encoders[Queue] = _encode_queue
crossing.SHAREABLE.add(Queue)
