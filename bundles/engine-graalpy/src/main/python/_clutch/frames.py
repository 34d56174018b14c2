"""Functions that look several frames up the stack, without leaving this interpreter.

The engine's own count frames of the thread, also those of an interpreter that called this one.
"""

import sys

import _warnings

warn_explicit = _warnings.warn_explicit


def install():
    """Put these functions in place; before anything takes the engine's."""
    sys._getframe = _getframe
    _warnings.warn = warn


class Here(Exception):
    """Raised to get hold of the current frame."""


def _getframe(depth=0, /):
    """Return a frame object from the call stack: the caller's, or one that many calls below it."""
    try:
        raise Here
    except Here as here:
        frame = here.__traceback__.tb_frame
    for _ in range(max(depth, 0) + 1):
        frame = frame.f_back
        if frame is None:
            raise ValueError("call stack is not deep enough")
    return frame


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError("skip_file_prefixes must be a tuple of strs.")
    frame = blamed(_getframe(1), max(stacklevel, 2) if skip_file_prefixes else stacklevel, skip_file_prefixes)
    if frame is None:
        namespace, filename, line = sys.__dict__, "<sys>", 0
    else:
        namespace, filename, line = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = namespace.setdefault("__warningregistry__", {})
    module = namespace.get("__name__") or "<string>"
    warn_explicit(message, category, filename, line, module, registry, namespace, source)


def blamed(frame, stacklevel, prefixes):
    """Give the frame that a warning is about, or None if the stack is not that deep."""
    while frame is not None and stacklevel > 1:
        frame = frame.f_back
        while frame is not None and passed_over(frame.f_code.co_filename, prefixes):
            frame = frame.f_back
        stacklevel -= 1
    return frame


def passed_over(filename, prefixes):
    return filename.startswith(prefixes) or "importlib" in filename and "_bootstrap" in filename
