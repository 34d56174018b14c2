"""What concurrent.futures has more than in the engine's own standard library."""


def extend(futures):
    """Add to the module concurrent.futures; as there, an executor is imported when its name is first used."""
    known = futures.__getattr__

    def __getattr__(name):
        if name == "InterpreterPoolExecutor":
            from concurrent.futures import interpreter

            futures.InterpreterPoolExecutor = interpreter.InterpreterPoolExecutor
            return futures.InterpreterPoolExecutor
        return known(name)

    futures.__getattr__ = __getattr__
    futures.__all__ += ("InterpreterPoolExecutor",)
