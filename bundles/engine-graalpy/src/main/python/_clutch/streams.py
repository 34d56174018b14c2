"""Standard streams that Java gave to this interpreter."""

import io
import sys

NAMES = ("stdin", "stdout", "stderr")
DEFAULT_MODES = ("r", "w", "w")


class Reader(io.RawIOBase):
    """Reads a Java input stream."""

    def __init__(self, host):
        self._host = host
        self.name = "<stdin>"

    def readable(self):
        return True

    def readinto(self, buffer):
        read = self._host.read(len(buffer))
        if read is None:
            raise OSError("the input stream of this interpreter failed")
        data = read.encode("latin-1")
        buffer[: len(data)] = data
        return len(data)


class Writer(io.RawIOBase):
    """Writes a Java output stream."""

    def __init__(self, host, descriptor):
        self._host = host
        self._descriptor = descriptor
        self.name = f"<{NAMES[descriptor]}>"

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        failure = self._host.write(self._descriptor, data.decode("latin-1"))
        if failure is not None:
            raise OSError(f"the stream {self.name} of this interpreter failed: {failure}")
        return len(data)


def install(host):
    """Replace those of sys.stdin, sys.stdout and sys.stderr that the host has streams for."""
    for descriptor, name in enumerate(NAMES):
        if host.replaces(descriptor):
            if descriptor == 0:
                stream = io.TextIOWrapper(io.BufferedReader(Reader(host)), encoding="utf-8")
            else:
                errors = "backslashreplace" if descriptor == 2 else "strict"
                buffered = io.BufferedWriter(Writer(host, descriptor))
                stream = io.TextIOWrapper(buffered, encoding="utf-8", errors=errors, line_buffering=True)
            stream.mode = DEFAULT_MODES[descriptor]
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
