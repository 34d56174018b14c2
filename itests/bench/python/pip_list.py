"""bpo-40512's classic program: ``pip list`` in eight interpreters at once, here and with CPython, in one run.

    launcher/clutch itests/bench/python/pip_list.py [ROUNDS]

The pip that comes with Python runs from its wheel. The first round imports it in each interpreter, so it is what a program
pays that does this once; the following ROUNDS (4) run it again in the same interpreters. PYTHON names the CPython to run
beside, as for compare.py. Prints seconds until all eight have ended.
"""

import subprocess
import sys
import tempfile
import time
import zipfile
from ensurepip import _bundled
from importlib import resources

import compare

COUNT = 8
LIST = """
import contextlib, io, sys

if {wheel!r} not in sys.path:
    sys.path.insert(0, {wheel!r})
from pip._internal.cli.main import main

with contextlib.redirect_stdout(io.StringIO()) as printed:
    status = main(["list", "--isolated", "--disable-pip-version-check", "--path", {installed!r}])
if status or not printed.getvalue().split()[-2] == "pip":
    raise AssertionError((status, printed.getvalue()))
"""


def measure(rounds):
    """Print the seconds of each round; another run reads them."""
    (wheel,) = (str(each) for each in resources.files(_bundled).iterdir() if each.name.startswith("pip-"))
    with tempfile.TemporaryDirectory() as installed:
        with zipfile.ZipFile(wheel) as pip:
            pip.extractall(installed, [name for name in pip.namelist() if ".dist-info/" in name])
        code = LIST.format(wheel=wheel, installed=installed)
        eight = [compare.subinterpreters()[0].create() for _ in range(COUNT)]
        for _ in range(1 + rounds):
            begin = time.perf_counter()
            compare.together([lambda it=it: it.exec(code) for it in eight])
            print(time.perf_counter() - begin, flush=True)
        for each in eight:
            each.close()


def main(rounds="4"):
    print(f"{'':10} {'first':>8} {'second':>8} {'best':>8}")
    for name, command in (("Clutch", sys.executable), ("CPython", compare.cpython())):
        if command:
            ran = subprocess.run([command, __file__, "--measure", rounds], stdout=subprocess.PIPE, text=True)
            if ran.returncode:
                # CPython 3.13 may free memory twice here.
                print(f"{name:10} ended with {ran.returncode}")
                continue
            took = [float(line) for line in ran.stdout.splitlines()]
            print(f"{name:10} {took[0]:8.2f} {took[1]:8.2f} {min(took):8.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(int(sys.argv[2]))
    else:
        main(*sys.argv[1:])
