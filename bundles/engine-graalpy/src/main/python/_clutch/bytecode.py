"""What a code object reads and returns, found in the engine's disassembly of it.

The standard ``dis`` does not know GraalPy's instructions. The listing covers nested functions too.
"""

import functools
import re

import __graalpython__

_INSTRUCTION = re.compile(r"^ *\d+:\d+ .*?\d+ ([A-Z][A-Z_]+)\b *(?:\d+ *)*(?:\((.*?)\))?", re.MULTILINE)


_EFFECTS = ("CALL_", "STORE_", "DELETE_", "IMPORT_", "POP_TOP")


@functools.lru_cache(maxsize=256)
def globals_read(code):
    """Give the names that the code, or a function or class inside it, looks up in globals or builtins."""
    names = {"LOAD_GLOBAL": set(), "LOAD_NAME": set(), "STORE_NAME": {"__name__"}}
    for op, name in _instructions(code):
        if op in names:
            names[op].add(name)
    # A class body reads by LOAD_NAME what it has stored itself, and the __name__ that every module has.
    return frozenset(names["LOAD_GLOBAL"] | (names["LOAD_NAME"] - names["STORE_NAME"]))


@functools.lru_cache(maxsize=256)
def returns_value(code):
    """Say whether the code itself can return anything but None.

    The engine has a module return the value of an expression at its end, and so compiles ``1`` to the same for exec and
    for eval. Such code counts as a module if it can have an effect.
    """
    ops = [op for op, _ in _instructions(code, nested=False)]
    if all(before == "LOAD_NONE" for before, op in zip([None, *ops], ops) if op == "RETURN_VALUE"):
        return False
    return code.co_name != "<module>" or not any(op.startswith(_EFFECTS) for op in ops)


def _instructions(code, nested=True):
    listing = __graalpython__.dis(code)
    if not nested:
        listing = listing.split("\nDisassembly of ", 1)[0]
    return _INSTRUCTION.findall(listing)
