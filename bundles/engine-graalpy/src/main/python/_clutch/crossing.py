"""How Python objects become cross-interpreter data, and come back.

Scalars cross as they are. Whatever else a host call takes or gives is a Java object with a ``kind()``: see
``org.clutch.engine.graalpy.face.Crossed``.
"""

from types import FunctionType

import _clutch
import polyglot
from _clutch.errors import NotShareableError

host = _clutch.data
keep_lock = polyglot.__set_gil_locked_during_foreign_calls__
# A program that has emptied sys.modules imports this once more at its end, without a host.
CONFINED = host is not None and host.confined()

EMPTY, AGAIN, BYTES, TUPLE, PICKLE, QUEUE, BIG_INT, INTERRUPTED, LIST, SET, MAP, OBJECT = range(12)
UNBOUND, DESTROYED, END, FAILED, DONE, VIEW, SYNCHRONIZER, REGION, MODULE_OBJECT, REDUCED, INTS, FLOATS = range(12, 24)

TOO_DEEP = "a tuple is nested too deeply to cross between interpreters"

# Types whose values the host takes as they are. A str needs a look first: see encode().
DIRECT = frozenset((int, float, bool, type(None)))

# Types of which the host gives values as they are. Its None is foreign: it is None, though its type is another.
NATIVE = frozenset((int, float, bool, str))


def is_shareable(obj):
    """Return True if the object's data may be shared between interpreters, judged by its exact type alone."""
    return type(obj) in SHAREABLE


def encode(obj, path="object"):
    """Give the form of obj that crosses; what is not shareable is pickled; a stateless function's code is."""
    kind = type(obj)
    if kind in DIRECT:
        return obj
    if kind is str:
        return obj if obj.isascii() or not text_support().has_surrogates(obj) else pickled(texts.Text(obj), path)
    if kind is bytes:
        return encode_bytes(obj)
    if kind is tuple:
        return encode_items(encode, obj, path)
    if kind is memoryview:
        return encode_view(obj, path)
    if kind in encoders:
        return encoders[kind](obj)
    if kind is FunctionType:
        return encode_function(obj, path)
    return pickled(obj, path)


def encode_bytes(obj):
    """Give the form of bytes that crosses. From confined interpreters the host takes text: that has no window to memory."""
    if CONFINED:
        return host.bytes(obj.decode("latin-1"))
    # A C extension in another thread could have the engine move them between two looks of the host.
    kept = keep_lock(True)
    try:
        return host.bytes(obj)
    finally:
        keep_lock(kept)


def encode_shareable(obj, path):
    """Give the form of obj that crosses, without the way out of pickling."""
    kind = type(obj)
    if kind not in SHAREABLE:
        raise NotShareableError(f"{path}: {kind.__qualname__} does not support cross-interpreter data")
    if kind is tuple:
        return encode_items(encode_shareable, obj, path)
    return encode(obj, path)


def encode_items(encode, items, path):
    """Give the form of a tuple that crosses."""
    encoded = []
    try:
        for item in items:
            # A path is made only for what may need it.
            encoded.append(item if type(item) in DIRECT else encode(item, f"{path}[{len(encoded)}]"))
        return host.tuple(encoded)
    except RecursionError:
        let_go(encoded)
        raise NotShareableError(TOO_DEEP) from None
    except BaseException:
        let_go(encoded)
        raise


def encode_all(encode, items):
    """Give the form of a tuple of items, which come with their paths."""
    encoded = []
    try:
        for item, path in items:
            encoded.append(encode(item, path))
        return host.tuple(encoded)
    except RecursionError:
        let_go(encoded)
        raise NotShareableError(TOO_DEEP) from None
    except BaseException:
        let_go(encoded)
        raise


def let_go(encoded):
    """Let go of what was encoded of a tuple before something failed."""
    for data in encoded:
        release(data)


def encode_view(view, path):
    from _clutch import views

    return views.encode_view(view, path)


def release(data):
    """Let go of memory in data that nobody will receive."""
    if type(data) not in NATIVE and data is not None:
        data.release()


def encode_function(func, path):
    from _clutch import functions

    shared = functions.stateless(func)
    if shared is not None:
        return pickled(functions.Travelling(shared), path)
    try:
        return pickled(func, path)
    except NotShareableError as e:
        if e.__cause__ is None:
            raise
        raise NotShareableError(f"{e} (and it is not stateless, it needs {functions.needs(func)})") from e.__cause__


def text_support():
    """Give the module _clutch.texts, which not every interpreter needs."""
    global texts
    if texts is None:
        from _clutch import texts
    return texts


texts = None


def pickled(obj, path):
    """Give the form of an object that crosses as a pickle."""
    if CONFINED:
        raise NotShareableError(
            f"{path}: {describe(obj)} would cross as a pickle, but a confined interpreter sends only None, bool, int,"
            " float, str, bytes, queues, shared objects and tuples of them"
        )
    pickling, data = dumps(obj, path)
    if b"__main__" in data:
        from _clutch import mains

        try:
            data = mains.bound(data)
        except BaseException:
            pickling.release()
            raise
    return pickling.encoded(data)


def dumps(obj, path):
    """Give the pickling of an object, for what goes beside the pickle, and the pickle."""
    global beside
    if beside is None:
        from _clutch import beside
    pickling = beside.Pickling()
    try:
        try:
            data = pickling.dumps(obj)
            careful = text_support().joins(data)
        except UnicodeEncodeError:
            careful = True
        if careful:
            pickling.release()
            data = text_support().pickled(obj, pickling.table())
        return pickling, data
    except RecursionError:
        pickling.release()
        raise NotShareableError(f"{path}: {describe(obj)} is nested too deeply to cross between interpreters") from None
    except Exception as e:
        pickling.release()
        from _clutch import offender

        raise NotShareableError(offender.explain(obj, path, e)) from e


beside = None


def checked(result, failures):
    """Give the result of a host call, or raise what it stands for: the exceptions are named by their kinds."""
    if getattr(result, "kind", None) is not None and result.kind() == FAILED:
        raise failures[result.failure()](result.message())
    return result


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
        return content(data)
    if kind == TUPLE:
        return decode_tuple(data)
    if kind == BIG_INT:
        return int(data.hex(), 16)
    if kind == PICKLE:
        return loads(content(data), data.beside())
    if kind == LIST or kind == SET:
        return (list if kind == LIST else set)(map(decode, data.items()))
    if kind == MAP:
        items = [decode(item) for item in data.items()]
        return dict(zip(items[::2], items[1::2]))
    if kind in decoders:
        return decoders[kind](data)
    raise AssertionError(f"unknown kind of cross-interpreter data: {kind}")


def decode_tuple(data):
    """Give the tuple that crossed. If something in it cannot arrive, the memory in the rest goes back to where it was."""
    try:
        return tuple([decode(data.item(i)) for i in range(data.size())])
    except BaseException:
        data.release()
        raise


def content(data):
    """Give the bytes in what crossed."""
    made = data.bytes()
    return data.latin1().encode("latin-1") if made is None else made


def loads(data, parts):
    import pickle

    try:
        if parts is None:
            return pickle.loads(data)
        from _clutch import beside

        return beside.loads(data, parts)
    except NotShareableError as e:
        raise NotShareableError(f"object could not be unpickled: {e}") from e
    except Exception as e:
        raise NotShareableError(f"object could not be unpickled: {type(e).__qualname__}: {e}") from e


def decode_queue(data):
    from concurrent.interpreters import _queues

    return _queues.receive(data)


def decode_end(data):
    from clutch import channels

    return channels.receive(data)


def decode_view(data):
    from _clutch import views

    return views.decode_view(data)


def decode_synchronizer(data):
    from clutch import sync

    return sync.receive(data)


def decode_region(data):
    from clutch import shared

    return shared.receive(data)


def decode_reduced(data):
    """Give the object that a callable makes of what crossed."""
    import importlib

    name = data.rebuild()
    module, _, path = name.partition(":")
    try:
        made = importlib.import_module(module)
        for each in path.split("."):
            made = getattr(made, each)
        return made(*decode(data.arguments()))
    except Exception as e:
        data.release()
        raise NotShareableError(f"object could not be rebuilt by {name}: {type(e).__qualname__}: {e}") from e


def decode_object(data):
    from _clutch import proxies

    return proxies.wrap(data)


# Types of our own that cross by reference; the modules that define them add to it.
encoders = {}
decoders = {QUEUE: decode_queue, END: decode_end, OBJECT: decode_object, VIEW: decode_view,
            SYNCHRONIZER: decode_synchronizer, REGION: decode_region, REDUCED: decode_reduced}

# Those of which objects cross as parts of pickled objects, too, and what gives their form.
by_reference = {}

SHAREABLE = {int, float, bool, type(None), str, bytes, tuple, memoryview}
