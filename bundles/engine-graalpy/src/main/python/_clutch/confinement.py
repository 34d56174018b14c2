"""What a confined interpreter cannot do: processes, signals, threads, sockets, and a look at the stack below.

The engine's Java side forbids most of it by itself; what stands here says so in Python's own way. Signals are the
exception: the engine would send them to the whole process, so their functions are gone from the one place that had them.
"""

import sys

PROCESSES = (
    "abort", "execv", "execve", "fork", "forkpty", "kill", "killpg", "posix_spawn", "posix_spawnp", "system", "wait",
    "wait3", "wait4", "waitid", "waitpid",
)  # fmt: skip
SIGNALS = ("alarm", "pidfd_send_signal", "pthread_kill", "raise_signal", "set_wakeup_fd", "setitimer")


def refusal(what, error=PermissionError):
    def refuse(*args, **kwargs):
        raise error(f"a confined interpreter has no {what}")

    return refuse


def confine():
    """Take away what this interpreter must not have; before anything of the user's runs."""
    import _multiprocessing_graalpy
    import _posixsubprocess
    import _signal
    import _socket
    import _thread
    import faulthandler
    import posix
    import select

    os = sys.modules.get("os")
    for name in PROCESSES:
        if hasattr(posix, name):
            setattr(posix, name, refusal("processes"))
            if os is not None:
                setattr(os, name, refusal("processes"))
    _posixsubprocess.fork_exec = refusal("processes")
    for name in SIGNALS:
        if hasattr(_signal, name):
            setattr(_signal, name, refusal("signals"))
    _signal.signal = refusal("signals: signal only works in main thread of the main interpreter", ValueError)
    for module, what in (faulthandler, "sight of other interpreters' frames"), (select, "waits for descriptors"):
        for name, value in vars(module).items():
            if callable(value) and not isinstance(value, type):
                setattr(module, name, refusal(what))
    _multiprocessing_graalpy._spawn_context = refusal("processes")
    _thread.start_new_thread = _thread.start_new = refusal("threads", RuntimeError)
    _socket.socket = _socket.SocketType = type("socket", (), {"__slots__": (), "__init__": refusal("network")})
    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo", "socketpair"):
        if hasattr(_socket, name):
            setattr(_socket, name, refusal("network"))
