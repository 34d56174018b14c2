"""The files of packages that come from bundles, for importlib.resources."""

import io
from importlib.resources.abc import Traversable, TraversableResources


class Reader(TraversableResources):
    """Reads what is in a package."""

    def __init__(self, imported, path):
        self._root = Entry(imported, path)

    def files(self):
        return self._root


class Entry(Traversable):
    """A file or folder in a bundle."""

    def __init__(self, imported, path):
        self._imported = imported
        self._path = path

    @property
    def name(self):
        return self._path.rpartition("/")[2]

    def iterdir(self):
        names = self._imported.list(self._path)
        if names is None:
            raise NotADirectoryError(self._path)
        return iter([Entry(self._imported, f"{self._path}/{name.rstrip('/')}") for name in names])

    def is_dir(self):
        return self._imported.list(self._path) is not None

    def is_file(self):
        return self._imported.read(self._path) is not None

    def joinpath(self, *descendants):
        parts = [part for each in descendants for part in str(each).split("/") if part not in ("", ".")]
        if ".." in parts:
            raise ValueError(f"a resource is below its package: {'/'.join(parts)!r}")
        return Entry(self._imported, "/".join([self._path, *parts]))

    __truediv__ = joinpath

    def read_bytes(self):
        content = self._imported.read(self._path)
        if content is None:
            raise FileNotFoundError(f"no file {self._path!r} in the bundle")
        return content.encode("latin-1")

    def read_text(self, encoding=None, errors="strict"):
        return self.read_bytes().decode(encoding or "utf-8", errors)

    def open(self, mode="r", *args, **kwargs):
        content = io.BytesIO(self.read_bytes())
        if mode == "rb":
            return content
        if mode != "r":
            raise ValueError(f"mode must be 'r' or 'rb', got {mode!r}")
        return io.TextIOWrapper(content, *args, **kwargs)

    def __repr__(self):
        return f"<resource {self._path!r}>"
