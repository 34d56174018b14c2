"""Channels between interpreters: what goes into a send end comes out of a receive end.

    receiver, sender = channels.create()

makes a rendezvous: send() returns when a receiver has taken the object. Other transports buffer, see create(). The ends
cross to other interpreters, as arguments, in queues and in channels too. Objects are copied on their way, as by
concurrent.interpreters.Queue; a memoryview shares its memory, and send_buffer() that of any buffer.
"""

import _clutch
from _clutch import batches, crossing
from _clutch.crossing import (
    AGAIN,
    DESTROYED,
    DIRECT,
    DONE,
    EMPTY,
    FAILED,
    FLOATS,
    INTS,
    INTERRUPTED,
    NATIVE,
    decode,
    encode,
    release,
)
from _clutch.crossing import UNBOUND as UNBOUND_ITEM
from _clutch.errors import NotShareableError
from _clutch.waits import nanoseconds
from concurrent.interpreters import _crossinterp
from concurrent.interpreters._crossinterp import UNBOUND_ERROR, UNBOUND_REMOVE

from . import DeadlockError

__all__ = [
    "UNBOUND", "UNBOUND_ERROR", "UNBOUND_REMOVE",
    "create", "list_all", "select",
    "RecvChannel", "SendChannel",
    "ChannelError", "ChannelNotFoundError", "ChannelClosedError", "ChannelEmptyError", "ChannelFullError",
    "ChannelNotEmptyError", "TransportNotFoundError", "DeadlockError", "ItemInterpreterDestroyed",
]  # fmt: skip

host = _clutch.channels

UNBOUND = _crossinterp.unbound(__name__)
_rules = _crossinterp.Rules(UNBOUND)
_NOT_SET = object()
# How many objects cross in one call.
_BATCH = 1000


class ChannelError(RuntimeError):
    """Indicates that a channel-related error happened."""


class ChannelNotFoundError(ChannelError):
    """Raised when there is no such channel."""


class ChannelClosedError(ChannelError):
    """Raised when a channel, or the end in use, is closed."""


class ChannelEmptyError(ChannelError):
    """Raised from recv_nowait() when nothing is in the channel."""


class ChannelFullError(ChannelError):
    """Raised from send_nowait() when there is no room in the channel."""


class ChannelNotEmptyError(ChannelError):
    """Raised when a receive end is closed while objects are in the channel."""


class TransportNotFoundError(ChannelError):
    """Raised when there is no transport of that name; the message lists those that are."""


class ItemInterpreterDestroyed(ChannelError, _crossinterp.ItemInterpreterDestroyed):
    """Raised for an object under UNBOUND_ERROR whose interpreter was destroyed."""


_FAILURES = {
    "closed": ChannelClosedError,
    "not-empty": ChannelNotEmptyError,
    "not-found": ChannelNotFoundError,
    "no-transport": TransportNotFoundError,
    "deadlock": DeadlockError,
    "not-shareable": NotShareableError,
    "value": ValueError,
}


def _checked(result):
    """Give the result of a host call, or raise what it stands for."""
    return crossing.checked(result, _FAILURES)


def _goes_on(result):
    """Say whether a send that has returned without success is to go on; raise what it failed with."""
    kind = _checked(result).kind()
    if kind == INTERRUPTED:
        raise KeyboardInterrupt
    return kind == AGAIN


default_transport = "rendezvous"
"""The transport of channels that create() makes without one; a pool may have another in its interpreters."""


def create(transport=None, capacity=0, name=None, *, unbounditems=UNBOUND):
    """Return the (receive, send) ends of a new channel.

    "transport" says how objects are carried, None for default_transport: with "rendezvous", send() returns once its object has been received; with
    "queue" and "shared-memory" once there was room for it: "capacity" objects, or any number if that is zero.
    "name" is what listings and errors call the channel.

    "unbounditems" sets the default for send(): what becomes of an object when the interpreter that sent it is destroyed
    before somebody received it. With UNBOUND that object comes out in its place, with UNBOUND_ERROR recv() raises
    ItemInterpreterDestroyed, with UNBOUND_REMOVE the object is gone.
    """
    if transport is None:
        transport = default_transport
    if not isinstance(transport, str):
        raise TypeError(f"transport must be a str, got {transport!r}")
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str or None, got {name!r}")
    rule = _rules.number(unbounditems)
    channel = _checked(host.create(transport, _capacity(capacity), name or "", rule))
    return RecvChannel._of(channel), SendChannel._of(channel)


def _capacity(capacity):
    if not isinstance(capacity, int):
        raise TypeError(f"capacity must be an int, got {capacity!r}")
    if not 0 <= capacity < 2**31:
        raise ValueError(f"capacity must be in 0 to 2147483647, got {capacity}")
    return int(capacity)


def list_all():
    """Return a list of the (receive, send) ends of all channels that are not closed."""
    return [(RecvChannel(channel.id()), SendChannel(channel.id())) for channel in host.list()]


def receive(data):
    """Give the end that arrived in this interpreter."""
    channel, held = _checked(host.receive(data))
    return (SendChannel if data.sends() else RecvChannel)._of(channel, held)


def select(*ends, timeout=None):
    """Receive from whichever receive end has an object first, and return (end, object).

    Of several that have one, the end that is named first is taken. It raises TimeoutError when "timeout" seconds are over,
    and ChannelClosedError when one of the ends is closed and drained.
    """
    if not ends:
        raise ValueError("select() needs at least one receive end")
    for end in ends:
        if not isinstance(end, RecvChannel):
            raise TypeError(f"select() takes receive ends, got {end!r}")
    hosts = [end._end() for end in ends]
    for nanos in nanoseconds(timeout):
        received = host.select(hosts, nanos)
        if hasattr(received, "kind"):
            if received.kind() == AGAIN:
                continue
            return _object(received)
        return ends[received[0]], _object(received[1])
    raise TimeoutError


def _object(data):
    """Give the object that arrived, or raise what stands for it."""
    if type(data) in NATIVE or data is None:
        return decode(data)
    kind = data.kind()
    if kind == EMPTY:
        raise TimeoutError
    if kind == INTERRUPTED:
        raise KeyboardInterrupt
    if kind == UNBOUND_ITEM:
        return UNBOUND
    if kind == DESTROYED:
        raise ItemInterpreterDestroyed("the original interpreter destroyed")
    if kind == FAILED:
        _checked(data)
    return decode(data)


class _End:
    """What both ends have in common."""

    def __init__(self, cid):
        if not isinstance(cid, int):
            raise TypeError(f"channel ID must be an int, got {cid!r}")
        if cid < 0:
            raise ValueError(f"channel ID must be a non-negative integer, got {cid}")
        self._id = int(cid)
        self._held = None
        self._channel = None

    @classmethod
    def _of(cls, channel, held=None):
        """Give an end of this interpreter's own."""
        end = object.__new__(cls)
        end._id = channel.id()
        end._channel = channel
        end._use(cls._hold(channel) if held is None else held)
        return end

    def _end(self):
        """Give the host's end, which this object holds from the first time on."""
        if self._held is None:
            channel = host.find(self._id)
            if channel is None:
                raise ChannelNotFoundError(f"channel {self._id} not found")
            self._channel = channel
            self._use(self._hold(channel))
        return self._held

    def _info(self):
        self._end()
        return self._channel

    def __repr__(self):
        return f"{type(self).__name__}(id={self._id})"

    def __hash__(self):
        return hash((type(self).__name__, self._id))

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._id == other._id

    # for pickling:
    def __reduce__(self):
        return (type(self), (self._id,))

    @property
    def id(self):
        """The number of the channel, which both ends share."""
        return self._id

    @property
    def name(self):
        """What listings and errors call the channel."""
        return self._info().name()

    @property
    def transport(self):
        """The name of the transport that carries the channel."""
        return self._info().transport()

    @property
    def capacity(self):
        """How many objects the channel takes before senders wait; 0 for any number."""
        return self._info().capacity()

    @property
    def suspended(self):
        """Whether the transport is away: objects are kept, and callers wait."""
        return self._info().isSuspended()

    @property
    def unbounditems(self):
        """The default for send()."""
        return _rules.value(self._info().unboundItems())

    def qsize(self):
        """Return how many objects are in the channel, those of waiting senders included."""
        return self._info().size()

    def use(self, transport, capacity=None):
        """Move the channel, with all objects in it and all who wait at it, to another transport."""
        if not isinstance(transport, str):
            raise TypeError(f"transport must be a str, got {transport!r}")
        _checked(self._info().use(transport, -1 if capacity is None else _capacity(capacity)))

    @property
    def is_closed(self):
        """Whether nothing goes through this end any more."""
        return self._end().isClosed()

    def close(self, force=False):
        """Close this end, or with force the whole channel at once with what is in it."""
        end = self._end()
        if not force:
            _checked(end.close())
        elif end.isClosed() and self._channel.isClosed():
            raise ChannelClosedError(f"channel {self._id} is closed")
        else:
            self._channel.closeNow()

    def __enter__(self):
        self._end()
        return self


class RecvChannel(_End):
    """The receive end of a channel."""

    _postponed = None

    @staticmethod
    def _hold(channel):
        return _checked(channel.receiveEnd())

    def _use(self, held):
        self._held = held
        # Looking up a method of a host object costs as much as calling it.
        self._poll_patiently = held.pollPatiently

    def _raise_postponed(self):
        postponed, self._postponed = self._postponed, None
        raise postponed

    def recv(self, timeout=None):
        """Return the next object from the channel.

        This blocks until one is there, at most "timeout" seconds if that is not None; then it raises TimeoutError.
        """
        end = self._end()
        if self._postponed is not None:
            self._raise_postponed()
        data = self._poll_patiently()
        if type(data) in NATIVE:
            return data
        if data is None or data.kind() != EMPTY:
            return _object(data)
        for nanos in nanoseconds(timeout):
            data = end.receive(nanos)
            if type(data) in NATIVE or data is None or data.kind() != AGAIN:
                return _object(data)
        raise TimeoutError

    def recv_nowait(self, default=_NOT_SET):
        """Return the next object from the channel.

        If none is there, return the default if one is given, or else raise ChannelEmptyError.
        """
        end = self._end()
        if self._postponed is not None:
            self._raise_postponed()
        data = end.poll()
        if type(data) in NATIVE or data is None or data.kind() != EMPTY:
            return _object(data)
        if default is _NOT_SET:
            raise ChannelEmptyError(f"channel {self._id} is empty")
        return default

    def recv_many(self, most):
        """Return a list of at least one object and at most "most"; this blocks for the first one only.

        An object that cannot be received (ItemInterpreterDestroyed, NotShareableError) ends the list. The exception is
        raised at once if the list is empty, or else by the next call of this object.
        """
        if not isinstance(most, int):
            raise TypeError(f"most must be an int, got {most!r}")
        if most < 1:
            raise ValueError(f"most must be at least 1, got {most}")
        end = self._end()
        if self._postponed is not None:
            self._raise_postponed()
        received = end.receiveMany(min(int(most), 2**31 - 1))
        while hasattr(received, "kind"):
            kind = received.kind()
            if kind == INTS or kind == FLOATS:
                return batches.unpacked(received)
            if kind != AGAIN:
                return [_object(received)]
            received = end.receiveMany(min(int(most), 2**31 - 1))
        objects = []
        for data in received:
            try:
                objects.append(data if type(data) in NATIVE else _object(data))
            except Exception as e:
                if not objects:
                    raise
                # It is the last one. What came before it must not be lost.
                self._postponed = e
        return objects

    def __iter__(self):
        """Receive until the channel is closed and drained."""
        while True:
            try:
                yield self.recv()
            except ChannelClosedError:
                return

    def __exit__(self, *_):
        try:
            self.close(force=True)
        except ChannelClosedError:
            pass


class SendChannel(_End):
    """The send end of a channel."""

    @staticmethod
    def _hold(channel):
        return _checked(channel.sendEnd())

    def _use(self, held):
        self._held = held
        self._send = held.send

    def _under(self, unbounditems):
        end = self._end()
        return end if unbounditems is None else end.under(_rules.number(unbounditems))

    def send(self, obj, timeout=None, *, unbounditems=None, move=False):
        """Send the object.

        This blocks until it has been received, or with a transport that buffers until there was room for it; at most
        "timeout" seconds if that is not None: then it raises TimeoutError, and nobody will receive the object.

        With "move" the object, which is memory of clutch.shared, belongs to whoever receives it, and no longer to this
        interpreter; unless this call raises.
        """
        if move:
            return (_moved or _moves())(self.send, obj, timeout, unbounditems=unbounditems)
        end = self._under(unbounditems)
        data = obj if type(obj) in DIRECT else encode(obj)
        send = self._send if unbounditems is None else end.send
        for nanos in nanoseconds(timeout):
            result = send(data, nanos)
            if result is True:
                return
            try:
                if _goes_on(result):
                    continue
            except BaseException:
                release(data)
                raise
            release(data)
            break
        raise TimeoutError

    def send_nowait(self, obj, *, unbounditems=None, move=False):
        """Put the object into the channel, and do not wait until it has been received.

        If there is no room for it, raise ChannelFullError. "move" is that of send().
        """
        if move:
            return (_moved or _moves())(self.send_nowait, obj, unbounditems=unbounditems)
        end = self._under(unbounditems)
        data = obj if type(obj) in DIRECT else encode(obj)
        result = end.offer(data)
        if result.kind() != DONE:
            release(data)
            _checked(result)
            raise ChannelFullError(f"channel {self._id} is full" if not self.suspended else
                                   f"channel {self._id} waits for its transport {self.transport!r}")  # fmt: skip

    def send_buffer(self, obj, timeout=None, *, unbounditems=None):
        """Send the memory of the object, which must support the buffer protocol, as send() does.

        The receiver gets a memoryview of the same memory: each side sees what the other writes.  Until it has released
        that, the object cannot be resized.
        """
        self.send(memoryview(obj), timeout, unbounditems=unbounditems)

    def send_buffer_nowait(self, obj, *, unbounditems=None):
        """Put the memory of the object into the channel, as send_nowait() does, for a receiver that gets a memoryview."""
        self.send_nowait(memoryview(obj), unbounditems=unbounditems)

    def send_many(self, objects):
        """Send each of the objects, as send() does.

        Those of a list, a tuple or a range go in batches; others one by one, as they come. If it raises an exception,
        some have been sent and none after those.
        """
        if type(objects) not in (list, tuple, range):
            for obj in objects:
                self.send(obj)
            return
        for begin in range(0, len(objects), _BATCH):
            batch, failure = batches.batch(self._end(), objects[begin : begin + _BATCH])
            _checked(batch)
            while (result := batch.send()) is not True:
                _goes_on(result)
            if failure is not None:
                # What stands before it has been sent all the same.
                raise failure

    def __exit__(self, *_):
        try:
            self.close()
        except ChannelClosedError:
            pass


_moved = None


def _moves():
    """Give what sends memory away, from a module that not every interpreter needs."""
    global _moved
    from . import shared

    _moved = shared.moved
    return _moved


def _encode_end(obj):
    return _checked(obj._end().reference())


crossing.encoders[RecvChannel] = _encode_end
crossing.encoders[SendChannel] = _encode_end
crossing.SHAREABLE.update((RecvChannel, SendChannel))
