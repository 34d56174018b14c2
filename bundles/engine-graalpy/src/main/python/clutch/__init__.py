"""What Clutch adds to Python's own concurrent.interpreters."""

__all__ = ["DeadlockError", "channels", "extensions", "interpreters", "pools", "share", "shared", "sync"]


class DeadlockError(RuntimeError):
    """Raised in a thread that can never be woken: every thread that could wake it waits in the same way.

    The message says who waits for whom.
    """
