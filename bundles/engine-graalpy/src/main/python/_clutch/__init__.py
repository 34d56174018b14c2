"""The engine's side of an interpreter: private to Clutch, whose public modules stand on it.

The names below are the Java objects behind this interpreter; the bootstrap sets them.
"""

interpreters = None
queues = None
channels = None
synchronizers = None
data = None
objects = None
memory = None
extensions = None

# What compile() gets for code of the user: the level of -O, or the default.
optimize = -1
