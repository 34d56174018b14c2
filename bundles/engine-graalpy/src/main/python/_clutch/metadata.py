"""What importlib.metadata finds of modules that come from bundles: the folders NAME.dist-info beside them."""

import pathlib
from importlib.metadata import Distribution, Prepared

from _clutch import importing


class BundleDistribution(Distribution):
    """A distribution in a bundle."""

    def __init__(self, imported, folder):
        self._imported = imported
        self._folder = folder

    def read_text(self, filename):
        content = self._imported.read(f"{self._folder}/{filename}")
        return None if content is None else content.encode("latin-1").decode("utf-8")

    def locate_file(self, path):
        return pathlib.PurePosixPath(self._imported.origin(str(path)))


def find(name):
    """Yield the distributions of imported modules, of all or of one name."""
    wanted = None if name is None else Prepared(name).normalized
    seen = set()
    for module in list(importing.loaded.values()):
        for folder in dist_infos(module):
            distribution = distribution_of(module, folder)
            if (wanted is None or Prepared.normalize(distribution.name) == wanted) and module.bundle() not in seen:
                seen.add(module.bundle())
                yield distribution


def dist_infos(module):
    folder = module.folder()
    if folder is not None:
        return [str(each) for each in pathlib.Path(folder).glob("*.dist-info")]
    return [each.rstrip("/") for each in module.list("") or () if each.endswith(".dist-info/")]


def distribution_of(module, folder):
    return BundleDistribution(module, folder) if module.folder() is None else Distribution.at(folder)
