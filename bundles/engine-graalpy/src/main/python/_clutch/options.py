"""The options of the command line, as far as the engine lacks them."""

import sys

import _clutch
import _frozen_importlib_external

NAMES = (
    "debug",
    "inspect",
    "interactive",
    "optimize",
    "dont_write_bytecode",
    "no_user_site",
    "no_site",
    "ignore_environment",
    "verbose",
    "bytes_warning",
    "quiet",
    "hash_randomization",
    "isolated",
    "dev_mode",
    "utf8_mode",
    "warn_default_encoding",
    "safe_path",
    "int_max_str_digits",
)


class flags(tuple):
    """sys.flags

    Flags provided through command line arguments or environment vars.
    """

    __slots__ = ()

    def __repr__(self):
        return f"sys.flags({', '.join(f'{name}={value!r}' for name, value in zip(NAMES, self))})"


flags.__module__ = "sys"
for index, name in enumerate(NAMES):
    setattr(flags, name, property(lambda self, index=index: self[index]))


def apply(options):
    """Have this interpreter be as the command line says."""
    words = list(options.implementation())
    sys._xoptions = {name: value or True for name, value in zip(words[::2], words[1::2])}
    level = options.count("optimize")
    inspect = options.count("inspect")
    changed = {
        "inspect": inspect,
        "interactive": inspect,
        "optimize": level,
        "quiet": options.count("quiet"),
        "dev_mode": options.count("development") > 0,
        "utf8_mode": options.count("utf8"),
    }
    # The engine's own type makes no other instances.
    sys.flags = flags(changed.get(name, value) for name, value in zip(NAMES, sys.flags))
    if level:
        _clutch.optimize = min(level, 2)
        _frozen_importlib_external.SourceLoader.source_to_code.__kwdefaults__ = {"_optimize": _clutch.optimize}
