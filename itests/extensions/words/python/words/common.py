"""Words that are not worth counting, from the file beside this one."""

from importlib.resources import files

COMMON = frozenset(files(__package__).joinpath("common.txt").read_text().split())
