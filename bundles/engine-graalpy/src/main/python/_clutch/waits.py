"""Waits in the host that this interpreter can interrupt."""

import itertools
import time

FOREVER = -1
_forever = itertools.repeat(FOREVER)


def nanoseconds(timeout):
    """Give how many nanoseconds to wait at most, again and again as long as a wait may go on.

    A wait returns AGAIN when this thread has something else to do first, such as raising KeyboardInterrupt, which
    happens between two waits.
    """
    if timeout is None:
        return _forever
    if timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return _until(time.monotonic_ns() + int(min(timeout, 1e9) * 1e9))


def _until(deadline):
    yield max(0, deadline - time.monotonic_ns())
    while (left := deadline - time.monotonic_ns()) > 0:
        yield left
