"""Native modules: this interpreter loads copies of its own, also of those that are not the engine's."""

import __graalpython__

import _clutch
from _clutch import importing

host = _clutch.extensions
HOME = __graalpython__.core_home.rstrip("/") + "/"


def prepare(spec):
    """Let a native module be loaded, and make this interpreter's copy of it."""
    if spec.origin.startswith(HOME):
        # Its copies lie ready.
        return
    top = spec.name.partition(".")[0]
    if not importing.is_in(spec, importing.folders.get(top, "\0")):
        passed(host.checkLibrary(top), spec)
    # Copies are numbered by interpreter; the engine draws the number when it loads the first one.
    import termios

    passed(host.copyLibrary(spec.origin), spec)


def passed(failure, spec):
    if failure is not None:
        raise ImportError(failure.message(), name=spec.name, path=spec.origin)
