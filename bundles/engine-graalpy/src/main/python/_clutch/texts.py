"""Strings with surrogates. In a Java string, and in the UTF-8 of the engine's pickle module, two of them become one
character, and that module fails for some; so they travel as numbers.
"""

import io
import pickle
import re

surrogate = re.compile("[\ud800-\udfff]").search
# Where two surrogates may have become one character.
joined = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}").search


def has_surrogates(text):
    """Say whether a str holds surrogates."""
    return surrogate(text) is not None


def joins(data):
    """Say whether a pickle cannot be sent as it is: it may hold strings with surrogates."""
    return joined(data) is not None


class Text:
    """Stands for a str in a pickle: its characters as numbers."""

    def __init__(self, text):
        self.numbers = tuple(map(ord, text))

    def __reduce__(self):
        return text, (self.numbers,)


def text(numbers):
    return "".join(map(chr, numbers))


class Pickler(pickle.Pickler):
    """Keeps strings with surrogates out of a pickle."""

    def __init__(self, file, table):
        super().__init__(file, protocol=5)
        self.dispatch_table = table
        self.kept = []

    def persistent_id(self, obj):
        if type(obj) is not str or obj.isascii() or not has_surrogates(obj):
            return None
        self.kept.append(tuple(map(ord, obj)))
        return len(self.kept)


class Unpickler(pickle.Unpickler):
    def __init__(self, file, kept):
        super().__init__(file)
        self.kept = kept

    def persistent_load(self, number):
        return text(self.kept[number - 1])


class Apart:
    """Stands for an object in a pickle: the pickle of it, and the strings kept out of that."""

    def __init__(self, data, kept):
        self.parts = data, kept

    def __reduce__(self):
        return restore, self.parts


def pickled(obj, table):
    """Give a pickle of an object from which all strings come back as they are, by a pickler's dispatch table."""
    file = io.BytesIO()
    pickler = Pickler(file, table)
    pickler.dump(obj)
    return pickle.dumps(Apart(file.getvalue(), pickler.kept), protocol=5) if pickler.kept else file.getvalue()


def restore(data, kept):
    return Unpickler(io.BytesIO(data), kept).load()
