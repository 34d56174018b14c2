"""What Clutch adds to Python's own concurrent.interpreters."""

__all__ = ["interpreters"]
