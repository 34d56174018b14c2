"""The end of an interpreter."""

import sys

import _clutch


def finish():
    """Wait for the threads that are not daemons and run the atexit functions. Nothing that fails there gets out."""
    threading = sys.modules.get("threading")
    if threading is not None:
        end_threads(threading)
    import atexit

    try:
        atexit._run_exitfuncs()
    except BaseException:
        pass  # Each failure has been reported, and that of sys.exit() is none.


def end_threads(threading):
    """Do what threading does at the end of a program, where the main thread is any thread of the operating system."""
    threading._SHUTTING_DOWN = True
    for function in reversed(threading._threading_atexits):
        try:
            function()
        except BaseException as e:
            report(e)
    release_main_thread(threading)
    while locks := taken_locks(threading):
        for lock in locks:
            lock.acquire()
            lock.release()


def report(failure):
    """Show a failure as the interpreter's user wants it; a hook that fails itself changes nothing."""
    try:
        sys.excepthook(type(failure), failure, failure.__traceback__.tb_next)
    except BaseException:
        sys.__excepthook__(type(failure), failure, failure.__traceback__.tb_next)


def release_main_thread(threading):
    """Let those go on who wait for the end of the main thread. The lock is the last to change: it wakes them."""
    main = threading._main_thread
    lock, main._is_stopped, main._tstate_lock = main._tstate_lock, True, None
    if lock is not None:
        with threading._shutdown_locks_lock:
            threading._shutdown_locks.discard(lock)
        lock.release()


def taken_locks(threading):
    """Take over the locks of threads that have not ended yet; each is free at the end of its thread."""
    with threading._shutdown_locks_lock:
        locks = list(threading._shutdown_locks)
        threading._shutdown_locks.clear()
    return locks


def watch_the_end():
    """Warn at exit of interpreters that the program did not close. Call it first, so that it comes last."""
    import atexit

    atexit.register(warn_of_remaining)


def warn_of_remaining():
    numbers = _clutch.interpreters.list()
    if len(numbers) > 1 and any(number and not is_pooled(number) for number in numbers):
        import warnings

        message = "remaining subinterpreters; close them with Interpreter.close()"
        warnings.warn_explicit(message, RuntimeWarning, "<sys>", 0)


def is_pooled(number):
    """Say whether an interpreter is one of a pool, which closes it, by its name: that of the pool and a number."""
    name = _clutch.interpreters.name(number)
    pool, _, digits = name.rpartition("-") if type(name) is str else ("", "", "")
    return digits.isdigit() and pool in list(_clutch.interpreters.pools().names())


def replace_exit(state):
    """Let os._exit() end this interpreter and nothing else."""
    import posix

    def _exit(status):
        "Exit this interpreter with the specified status, without any cleanup."
        status = status.__index__()
        while True:
            state.exit(status)

    posix._exit = _exit
    if "os" in sys.modules:
        sys.modules["os"]._exit = _exit
