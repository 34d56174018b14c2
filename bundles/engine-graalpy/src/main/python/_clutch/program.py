"""The end of the main program."""

import _clutch


def watch_the_end():
    """Warn at exit of interpreters that the program did not close. Call it first, so that it comes last."""
    import atexit

    atexit.register(warn_of_remaining)


def warn_of_remaining():
    if len(_clutch.interpreters.list()) > 1:
        import warnings

        message = "remaining subinterpreters; close them with Interpreter.close()"
        warnings.warn_explicit(message, RuntimeWarning, "<sys>", 0)
