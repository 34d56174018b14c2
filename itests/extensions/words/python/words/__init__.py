"""Counts words."""

from .common import COMMON

__all__ = ["count"]


def count(text):
    """Return how often each word occurs, without the common ones."""
    counted = {}
    for word in text.lower().split():
        word = word.strip(".,;:!?")
        if word and word not in COMMON:
            counted[word] = counted.get(word, 0) + 1
    return counted
