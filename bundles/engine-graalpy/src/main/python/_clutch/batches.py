"""Objects that cross many at once. Ints and floats do as the bytes of an array: the engine takes a step for each in a list."""

from array import array

from _clutch.crossing import CONFINED, DIRECT, FLOATS, content, encode

# Of fewer, each crosses by itself: they are quicker that way.
MANY = 16

INTS_CODE, FLOATS_CODE = "q", "d"
CODES = {int: INTS_CODE, float: FLOATS_CODE}


def batch(end, objects):
    """Give what sends objects by the host's end, up to the first one that cannot cross, and why that is so, or None."""
    numbers = packed(objects)
    if numbers is not None:
        return end.batchOfNumbers(numbers.typecode == FLOATS_CODE, numbers.tobytes()), None
    data = []
    for obj in objects:
        try:
            data.append(obj if type(obj) in DIRECT else encode(obj))
        except Exception as e:
            return end.batch(data), e
    return end.batch(data), None


def packed(objects):
    """Give an array of the objects; None if they are few, neither all ints of 64 bits nor all floats, or this is confined."""
    if len(objects) < MANY or CONFINED:
        return None
    kind = type(objects[0])
    if kind not in CODES:
        return None
    if type(objects) is not range:
        for obj in objects:
            if type(obj) is not kind:
                return None
    try:
        return array(CODES[kind], objects)
    except OverflowError:
        return None


def unpacked(received):
    """Give a list of the numbers that arrived."""
    return array(FLOATS_CODE if received.kind() == FLOATS else INTS_CODE, content(received)).tolist()
