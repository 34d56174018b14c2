"""Finds what keeps an object from being pickled."""

import functools
import sys
from types import BuiltinMethodType, FunctionType, MethodType, MethodWrapperType

from _clutch import beside

ATOMS = frozenset((type(None), bool, int, float, complex, str, bytes, bytearray, type))
# How many objects to try at most: the answer is a help, not worth any time.
MOST_ATTEMPTS = 200
LONGEST_KEY = 40


def explain(obj, path, reason):
    """Say which part of an object cannot be pickled, where it is, and why; the reason is that against the whole."""
    attempts = MOST_ATTEMPTS
    seen = set()
    descending = True
    while descending:
        seen.add(id(obj))
        descending = False
        for part, part_path in parts(obj, path):
            if type(part) in ATOMS or id(part) in seen or attempts == 0:
                continue
            attempts -= 1
            part_reason = reason_against(part)
            if part_reason is not None:
                obj, path, reason, descending = part, part_path, part_reason, True
                break
    return f"{path}: {describe(obj)} cannot be pickled: {reason}"


def reason_against(obj):
    pickling = beside.Pickling()
    try:
        pickling.dumps(obj)
    except Exception as e:
        return e
    finally:
        pickling.release()
    return None


def describe(obj):
    kind = type(obj)
    if kind is FunctionType:
        return f"function {obj.__qualname__!r}"
    prefix = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    return prefix + kind.__qualname__


def parts(obj, path):
    """Yield what an object holds, and the path to it."""
    if isinstance(obj, dict):
        for key, value in obj.items():
            yield key, f"a key of {path}"
            yield value, f"{path}[{short(key)}]"
    elif isinstance(obj, (list, tuple)):
        for i, item in enumerate(obj):
            yield item, f"{path}[{i}]"
    elif isinstance(obj, (set, frozenset)):
        for item in obj:
            yield item, f"an item of {path}"
    elif isinstance(obj, type) or is_handle(obj):
        return
    for name in attributes(obj):
        try:
            yield getattr(obj, name), f"{path}.{name}"
        except AttributeError:
            pass


def is_handle(obj):
    """Say whether an object lives in a bundle, so that there is nothing to see in it."""
    importing = sys.modules.get("_clutch.importing")
    return importing is not None and isinstance(obj, importing.Handle)


def attributes(obj):
    if isinstance(obj, (MethodType, BuiltinMethodType, MethodWrapperType)):
        yield "__self__"
        return
    if isinstance(obj, functools.partial):
        yield from ("func", "args", "keywords")
    elif isinstance(obj, BaseException):
        yield "args"
    yield from getattr(obj, "__dict__", ())
    for kind in type(obj).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        yield from (slots,) if isinstance(slots, str) else slots


def short(key):
    try:
        text = repr(key)
    except Exception:
        return "..."
    return text if len(text) <= LONGEST_KEY else text[:LONGEST_KEY] + "..."
