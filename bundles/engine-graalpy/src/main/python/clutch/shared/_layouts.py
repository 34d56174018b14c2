"""Where the items of an array are in its memory."""

import sys
from typing import NamedTuple

from ._regions import count


class ItemType(NamedTuple):
    name: str
    format: str
    size: int
    typestr: str


ORDER = "<" if sys.byteorder == "little" else ">"
TYPES = [ItemType(name, format, size, ("|" if size == 1 else ORDER) + kind + str(size)) for name, format, size, kind in (
    ("bool", "?", 1, "b"), ("int8", "b", 1, "i"), ("uint8", "B", 1, "u"), ("int16", "h", 2, "i"), ("uint16", "H", 2, "u"),
    ("int32", "i", 4, "i"), ("uint32", "I", 4, "u"), ("int64", "q", 8, "i"), ("uint64", "Q", 8, "u"),
    ("float32", "f", 4, "f"), ("float64", "d", 8, "f"),
)]  # fmt: skip
BY_NAME = {key: each for each in TYPES for key in (each.name, each.format, each.typestr, each.typestr[1:])}
BY_NAME.update(l=BY_NAME["q"], L=BY_NAME["Q"])


def item_type(dtype):
    name = getattr(dtype, "name", dtype)
    found = BY_NAME.get(name) if isinstance(name, str) else {bool: BY_NAME["?"], int: BY_NAME["q"],
                                                             float: BY_NAME["d"]}.get(name)  # fmt: skip
    if found is None:
        raise TypeError(f"dtype must be one of {', '.join(each.name for each in TYPES)} or its format, got {dtype!r}")
    return found


def checked_shape(shape):
    dimensions = (shape,) if isinstance(shape, int) else tuple(shape)
    return tuple(count("a dimension of the shape", each) for each in dimensions)


def row_strides(shape, itemsize, order):
    """Give the strides of items in a row: the last index goes from item to item, or in order F the first."""
    strides, step = [], itemsize
    for each in reversed(shape) if order == "C" else shape:
        strides.append(step)
        step *= max(each, 1)
    return tuple(reversed(strides) if order == "C" else strides)


def span(shape, strides, itemsize, origin):
    """Give the first byte of the items, and the one after the last."""
    if 0 in shape:
        return origin, origin
    ways = [(n - 1) * step for n, step in zip(shape, strides)]
    return origin + sum(way for way in ways if way < 0), origin + sum(way for way in ways if way > 0) + itemsize


def checked_index(index, n, dimension):
    """Give the index from the beginning."""
    if not -n <= index < n:
        raise IndexError(f"index {index} is out of bounds for dimension {dimension + 1} of size {n}")
    return index + n if index < 0 else index


def find(index, shape, strides, origin):
    """Give where an index leads to: the byte, and the shape and strides that are left; no shape for an item."""
    if type(index) is int and len(shape) == 1:
        return origin + checked_index(index, shape[0], 0) * strides[0], None, None
    indices = index if type(index) is tuple else (index,)
    if any(each is ... for each in indices):
        at = next(i for i, each in enumerate(indices) if each is ...)
        rest = len(shape) - len(indices) + 1
        indices = (*indices[:at], *(slice(None),) * rest, *indices[at + 1:])
    if len(indices) > len(shape):
        raise IndexError(f"too many indices: the array has {len(shape)} dimensions, got {len(indices)}")
    left, steps = [], []
    for i, each in enumerate(indices):
        n, step = shape[i], strides[i]
        if isinstance(each, slice):
            first, stop, by = each.indices(n)
            left.append(len(range(first, stop, by)))
            steps.append(step * by)
            origin += first * step if left[-1] else 0
        elif hasattr(each, "__index__"):
            origin += checked_index(each.__index__(), n, i) * step
        else:
            raise TypeError(f"array indices must be ints, slices, ... or tuples of them, got {each!r}")
    if len(indices) == len(shape) and not left:
        return origin, None, None
    return origin, (*left, *shape[len(indices):]), (*steps, *strides[len(indices):])
