"""What travels beside a pickle: parts of the object that cross by a way of their own, and out-of-band buffers."""

import copyreg
import io
import pickle
from _thread import _local

from _clutch import crossing

# How objects of some types cross: type to functions that take an object apart, and put it together from what crossed.
registered = {}
# In each thread, what came beside the pickle that is being loaded there: parts and buffers.
arrived = _local()


class Pickling:
    """The pickling of one object, and what goes beside it."""

    def __init__(self):
        self.parts = []
        self.buffers = []

    def dumps(self, obj):
        """Give the pickle."""
        if not registered:
            try:
                return pickle.dumps(obj, protocol=5, buffer_callback=self.buffers.append)
            except (UnicodeEncodeError, RecursionError):
                raise
            except Exception:
                # Maybe for a part that has a way of its own.
                self.release()
        file = io.BytesIO()
        pickler = pickle.Pickler(file, 5, buffer_callback=self.buffers.append)
        pickler.dispatch_table = self.table()
        pickler.dump(obj)
        return file.getvalue()

    def table(self):
        """Give the dispatch table for picklers."""
        by_reference = {kind: self.by(encode, itself) for kind, encode in crossing.by_reference.items()}
        own = {kind: self.by(encoding(reduce), rebuild) for kind, (reduce, rebuild) in registered.items()}
        return copyreg.dispatch_table | by_reference | own

    def by(self, encode, rebuild):
        return lambda obj: (rebuild, (self.put(encode(obj)),))

    def put(self, data):
        """Put what crosses beside the pickle, and give what stands for it."""
        self.parts.append(data)
        return Part(len(self.parts) - 1)

    def release(self):
        """Let go of what will not travel."""
        for part in self.parts:
            crossing.release(part)
        self.parts.clear()
        self.buffers.clear()

    def encoded(self, data):
        """Give the form of the pickle that crosses."""
        if not self.parts and not self.buffers:
            return crossing.host.pickle(data)
        buffers = crossing.encode(tuple([(buffer.raw().readonly, bytes(buffer)) for buffer in self.buffers]))
        return crossing.host.pickleAnd(data, crossing.host.tuple([buffers, *self.parts]))


def encoding(reduce):
    return lambda obj: crossing.encode(reduce(obj))


class Part:
    """Stands for an object beside a pickle."""

    def __init__(self, index):
        self.index = index

    def __reduce__(self):
        return part, (self.index,)


def part(index):
    return crossing.decode(arrived.parts.item(index + 1))


def itself(obj):
    return obj


def loads(data, parts):
    """Unpickle, with what came beside it."""
    before = getattr(arrived, "parts", None), getattr(arrived, "buffers", None)
    arrived.parts = parts
    arrived.buffers = iter([content if readonly else bytearray(content)
                            for readonly, content in crossing.decode(parts.item(0))])  # fmt: skip
    try:
        return pickle.loads(data, buffers=arrived.buffers)
    finally:
        arrived.parts, arrived.buffers = before


def loads_within(data):
    """Unpickle what was in a pickle, and has the same beside it."""
    return pickle.loads(data, buffers=getattr(arrived, "buffers", None))
