"""The program of the main interpreter: what the engine has no way of its own for, and lines that are typed."""

import sys

host = None  # what the command line says of the program; set before that runs


def source():
    """Give the text of the program and its name; None instead of a text for folders and archives."""
    import io

    text, path = host.text(), host.path()
    if text is not None:
        return text, "<string>"
    if path is None:
        return without_first_line(sys.stdin.buffer.read()), "<stdin>"
    import os
    import pkgutil

    if pkgutil.get_importer(path) is not None:
        return None, path
    if not sys.flags.safe_path:
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    path = os.path.abspath(path)
    with io.open_code(path) as file:
        text = file.read()
    from importlib.machinery import SourceFileLoader

    sys.modules["__main__"].__dict__.update(__file__=path, __loader__=SourceFileLoader("__main__", path), __cached__=None)
    return without_first_line(text), path


def without_first_line(text):
    """Leave the numbers of the lines as they are."""
    if not host.skipsFirstLine():
        return text
    first, end, rest = text.partition(b"\n")
    return end + rest


def interact():
    """Read, evaluate and print in __main__, as python does on a terminal."""
    from code import InteractiveConsole

    class Console(InteractiveConsole):
        def runsource(self, source, filename="<input>", symbol="single"):
            if source.rpartition("\n")[2].strip() and is_compound(source):
                return True
            return super().runsource(source, filename, symbol)

    namespace = vars(sys.modules["__main__"])
    banner = host.banner()
    if banner:
        sys.stderr.write(f"{banner}\n")
    if host.isTyped() and host.readsEnvironment():
        run_startup(namespace)
    console = Console(namespace, "<stdin>")
    if host.hasTerminal():
        console.raw_input = reader(namespace)
    console.interact("", exitmsg="")


def is_compound(source):
    """Say whether an empty line has to follow: the engine takes what came so far for complete, as python does not."""
    import ast

    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    return any(hasattr(each, "body") or hasattr(each, "cases") for each in statements)


def run_startup(namespace):
    """Run the file that PYTHONSTARTUP names; what goes wrong there is shown, and no more."""
    import io
    import os

    path = os.environ.get("PYTHONSTARTUP")
    if not path:
        return
    try:
        with io.open_code(path) as file:
            text = file.read()
    except OSError as e:
        sys.stderr.write(f"Could not open PYTHONSTARTUP\n{type(e).__name__}: {e}\n")
        return
    try:
        exec(compile(text, path, "exec", dont_inherit=True, optimize=-1), namespace)
    except SystemExit:
        raise
    except BaseException as e:
        e = e.with_traceback(e.__traceback__.tb_next)
        sys.excepthook(type(e), e, e.__traceback__)


def reader(namespace):
    """Give what reads lines from the terminal."""
    from rlcompleter import Completer

    def completions(word):
        completer = Completer(namespace)
        found = []
        try:
            while (match := completer.complete(word, len(found))) is not None:
                found.append(match)
        except Exception:
            pass  # A class of the user may raise anything when it is asked for its names.
        return found

    def read(prompt=""):
        sys.stdout.flush()
        sys.stderr.flush()
        line = host.readLine(prompt, completions)
        if line is None:
            raise EOFError
        if line is False:
            raise KeyboardInterrupt
        return line

    return read
