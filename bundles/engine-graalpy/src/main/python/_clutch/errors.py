"""The exceptions of concurrent.interpreters."""

from types import SimpleNamespace


class InterpreterError(Exception):
    """A cross-interpreter operation failed"""

    __module__ = "concurrent.interpreters"


class InterpreterNotFoundError(InterpreterError):
    """An interpreter was not found"""

    __module__ = "concurrent.interpreters"


class NotShareableError(TypeError):
    """An object cannot cross from one interpreter to another."""

    __module__ = "concurrent.interpreters"


class ExecutionFailed(InterpreterError):
    """An unhandled exception happened during execution.

    This is raised from Interpreter.exec() and Interpreter.call().
    """

    __module__ = "concurrent.interpreters"

    def __init__(self, excinfo):
        msg = excinfo.formatted
        if not msg:
            if excinfo.type and excinfo.msg:
                msg = f"{excinfo.type.__name__}: {excinfo.msg}"
            else:
                msg = excinfo.type.__name__ or excinfo.msg
        super().__init__(msg)
        self.excinfo = excinfo

    def __str__(self):
        try:
            formatted = self.excinfo.errdisplay
        except Exception:
            return super().__str__()
        else:
            return f"{super().__str__()}\n\nUncaught in the interpreter:\n\n{formatted}"

    # for pickling:
    def __reduce__(self):
        return (type(self), (self.excinfo,))


def exception(outcome):
    """Give the exception that the outcome of a host call stands for."""
    kind = outcome.kind()
    if kind == "failed":
        return ExecutionFailed(
            SimpleNamespace(
                type=SimpleNamespace(
                    __name__=outcome.typeName(), __qualname__=outcome.qualifiedName(), __module__=outcome.module()
                ),
                msg=outcome.message(),
                formatted=outcome.formatted(),
                errdisplay=outcome.traceback(),
            )
        )
    if kind == "keyboard-interrupt":
        return KeyboardInterrupt()
    if kind == "not-found":
        return InterpreterNotFoundError(outcome.message())
    if kind == "pool-closed":
        from clutch.pools import PoolClosedError

        return PoolClosedError(outcome.message())
    if kind == "running":
        return InterpreterError("interpreter already running")
    if kind == "not-shareable":
        return NotShareableError(outcome.message())
    return InterpreterError(outcome.message())
