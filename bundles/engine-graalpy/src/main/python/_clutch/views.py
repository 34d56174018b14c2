"""Memoryviews between interpreters: the receiver's view has the sender's memory."""

import _clutch
from _clutch.crossing import keep_lock
from _clutch.errors import NotShareableError

host = _clutch.memory


class CrossInterpreterBufferView:
    """What is behind a memoryview that came from another interpreter: its attribute obj."""

    __slots__ = ("__weakref__",)


def encode_view(view, path):
    """Give the form of a memoryview that crosses; its object cannot be resized as long as that, or a view of it, is."""
    # Another thread could resize the object between our look at it and the pinning.
    kept = keep_lock(True)
    try:
        data = host.send(view)
    finally:
        keep_lock(kept)
    if type(data) is str:
        raise NotShareableError(f"{path}: {data}")
    return data


def decode_view(data):
    """Give the memoryview that arrived."""
    owner = CrossInterpreterBufferView()
    kept = keep_lock(True)
    try:
        view = host.receive(data, owner)
    finally:
        keep_lock(kept)
    if type(view) is str:
        raise NotShareableError(view)
    return view
