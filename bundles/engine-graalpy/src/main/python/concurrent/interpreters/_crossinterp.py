"""Common code between queues and, later, channels: what crosses from one interpreter to another."""

from _clutch.crossing import NotShareableError, is_shareable

__all__ = ["NotShareableError", "is_shareable"]
