"""bpo-40512's classic test: ``pip list`` in many interpreters at once, each with a real program's worth of modules."""

import tempfile
import unittest
import zipfile
from concurrent import interpreters
from concurrent.futures import ThreadPoolExecutor
from ensurepip import _bundled
from importlib import resources
from pathlib import Path

COUNT = 8


def wheel():
    """Give the path of the pip that comes with Python, which runs from inside its wheel."""
    (found,) = (each for each in resources.files(_bundled).iterdir() if each.name.startswith("pip-"))
    return str(found)


def pip_list(wheel, installed):
    """Run ``pip list`` about one folder; give its exit status and what it printed."""
    import contextlib
    import io
    import sys

    if wheel not in sys.path:
        sys.path.insert(0, wheel)
    from pip._internal.cli.main import main

    sys.argv = ["pip", "list", "--isolated", "--disable-pip-version-check", "--path", installed]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        status = main()
    return status, printed.getvalue()


class PipList(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.installed = folder.name
        with zipfile.ZipFile(wheel()) as pip:
            pip.extractall(self.installed, [name for name in pip.namelist() if ".dist-info/" in name])
        spam = Path(self.installed, "spam-1.5.dist-info")
        spam.mkdir()
        spam.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: spam\nVersion: 1.5\n")

    def create(self):
        interp = interpreters.create()
        self.addCleanup(interp.close)
        return interp

    def check(self, result):
        status, printed = result
        version = Path(wheel()).name.split("-")[1]
        self.assertEqual((status, printed.split()[-4:]), (0, ["pip", version, "spam", "1.5"]))

    def test_eight_at_once_print_what_one_alone_does(self):
        # The threads are over before the interpreters close: C code leaves things in a thread's memory.
        eight = [self.create() for _ in range(COUNT)]
        with ThreadPoolExecutor(COUNT) as threads:
            first = list(threads.map(lambda each: each.call(pip_list, wheel(), self.installed), eight))
        with ThreadPoolExecutor(COUNT) as threads:
            second = list(threads.map(lambda each: each.call(pip_list, wheel(), self.installed), eight))
        alone = self.create().call(pip_list, wheel(), self.installed)
        self.check(alone)
        self.assertEqual(first, [alone] * COUNT)
        self.assertEqual(second, [alone] * COUNT)


if __name__ == "__main__":
    unittest.main()
