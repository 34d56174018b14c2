"""How Python objects become cross-interpreter data, and come back.

Scalars cross as they are. Whatever else a host call takes or gives is a Java object with a ``kind()``: see
``org.clutch.engine.graalpy.face.Crossed``.
"""

import _clutch

host = _clutch.data

EMPTY, AGAIN, BYTES, TUPLE, PICKLE, QUEUE, BIG_INT, INTERRUPTED, OBJECT = range(9)

# Types whose values the host takes as they are. A str needs a look first: see encode().
DIRECT = frozenset((int, float, bool, type(None)))

# Types of which the host gives values as they are. Its None is foreign: it is None, though its type is another.
NATIVE = frozenset((int, float, bool, str))


class NotShareableError(TypeError):
    """An object cannot cross from one interpreter to another."""


def is_shareable(obj):
    """Say whether an object crosses without pickling, judged by its exact type alone."""
    return type(obj) in SHAREABLE


def encode(obj, path="object"):
    """Give the form of obj that crosses; what is not shareable is pickled."""
    kind = type(obj)
    if kind in DIRECT:
        return obj
    if kind is str:
        return obj if obj.isascii() or not has_surrogates(obj) else host.pickle(dumps(Text(obj), path).decode("latin-1"))
    if kind is bytes:
        return host.bytes(obj.decode("latin-1"))
    if kind is tuple:
        return host.tuple([encode(item, f"{path}[{i}]") for i, item in enumerate(obj)])
    if kind in encoders:
        return encoders[kind](obj)
    return host.pickle(dumps(obj, path).decode("latin-1"))


def encode_shareable(obj, path):
    """Give the form of obj that crosses, without the way out of pickling."""
    kind = type(obj)
    if kind not in SHAREABLE:
        raise NotShareableError(f"{path} does not support cross-interpreter data")
    if kind is tuple:
        return host.tuple([encode_shareable(item, f"{path}[{i}]") for i, item in enumerate(obj)])
    return encode(obj, path)


def has_surrogates(text):
    """Say whether a str holds surrogates, which a Java string, and the engine's UTF-8, would join to pairs."""
    global surrogate
    if surrogate is None:
        import re

        surrogate = re.compile("[\ud800-\udfff]").search
    return surrogate(text) is not None


surrogate = None


class Text:
    """Stands for a str with surrogates in a pickle: its characters one by one."""

    def __init__(self, text):
        self.characters = list(text)

    def __reduce__(self):
        return str.join, ("", self.characters)


def dumps(obj, path):
    import pickle

    try:
        return pickle.dumps(obj, protocol=5)
    except Exception as e:
        raise NotShareableError(f"{path}: {describe(obj)} could not be pickled: {e}") from e


def describe(obj):
    return f"object of type {type(obj).__qualname__!r}"


def decode(data):
    """Give the object that crossed."""
    if type(data) in NATIVE:
        return data
    if data is None:
        return None
    kind = data.kind()
    if kind == BYTES:
        return data.latin1().encode("latin-1")
    if kind == TUPLE:
        return tuple([decode(data.item(i)) for i in range(data.size())])
    if kind == BIG_INT:
        return int(data.hex(), 16)
    if kind == PICKLE:
        return loads(data.latin1().encode("latin-1"))
    if kind in decoders:
        return decoders[kind](data)
    raise AssertionError(f"unknown kind of cross-interpreter data: {kind}")


def loads(pickled):
    import pickle

    try:
        return pickle.loads(pickled)
    except Exception as e:
        raise NotShareableError(f"object could not be unpickled: {type(e).__qualname__}: {e}") from e


def decode_queue(data):
    from concurrent.interpreters import _queues

    return _queues.Queue(data.id())


def decode_object(data):
    from _clutch import proxies

    return proxies.wrap(data)


# Types of our own that cross by reference; the modules that define them add to it.
encoders = {}
decoders = {QUEUE: decode_queue, OBJECT: decode_object}

SHAREABLE = {int, float, bool, type(None), str, bytes, tuple}
