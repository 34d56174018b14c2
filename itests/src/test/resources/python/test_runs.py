"""What surrounds exec() and call(): points 8 to 11 of the specification, one class each."""

import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest
from concurrent import interpreters


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)
        self.interp = interpreters.create()

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def in_other_thread(self, work, *args):
        """Do something in a thread that is gone afterwards."""
        failures = []

        def guarded():
            try:
                work(*args)
            except BaseException as e:
                failures.append(e)

        thread = threading.Thread(target=guarded)
        thread.start()
        thread.join()
        for failure in failures:
            raise failure


class Point8Closing(Base):
    """Threads and atexit functions of an interpreter that is closed."""

    def test_daemon_threads_are_refused(self):
        self.interp.exec("import threading\n"
                         "class Daemon(threading.Thread):\n    daemon = True\n")
        for code in ("threading.Thread(daemon=True).start()", "threading.Thread().daemon = True", "Daemon().start()"):
            with self.assertRaisesRegex(interpreters.ExecutionFailed, "^RuntimeError: daemon threads are disabled in"):
                self.interp.exec(code)
        self.interp.exec("thread = threading.Thread()\nthread.start()\nthread.join()\nassert not thread.daemon")

    def test_daemon_threads_are_allowed_in_main(self):
        thread = threading.Thread(daemon=True)
        thread.start()
        thread.join()

    def test_threads_are_joined_before_atexit_functions_run_last_first(self):
        order = []
        self.interp.prepare_main(order=interpreters.share(order))
        self.interp.exec("import atexit, threading\n"
                         "gate = threading.Event()\n"
                         "threading.Thread(target=lambda: (gate.wait(), order.append('thread'))).start()\n"
                         "threading._register_atexit(gate.set)\n"
                         "atexit.register(order.append, 'first')\n"
                         "atexit.register(order.append, 'second')")
        self.interp.close()
        self.assertEqual(order, ["thread", "second", "first"])

    def test_failing_functions_do_not_make_close_fail(self):
        order = []
        self.interp.prepare_main(order=interpreters.share(order))
        self.interp.exec("import atexit, io, sys, threading\n"
                         "gate = threading.Event()\n"
                         "threading.Thread(target=lambda: (gate.wait(), order.append('thread'))).start()\n"
                         "sys.stderr = io.StringIO()\n"
                         "atexit.register(lambda: order.append(sys.stderr.getvalue()))\n"
                         "atexit.register(lambda: 1 / 0)\n"
                         "atexit.register(sys.exit, 3)\n"
                         "threading._register_atexit(lambda: (gate.set(), {}['spam']))")
        self.interp.close()
        thread, errors = order
        self.assertEqual(thread, "thread")
        self.assertIn("ZeroDivisionError", errors)
        self.assertIn("KeyError: 'spam'", errors)
        self.assertNotIn(self.interp, interpreters.list_all())

    def test_failing_hook_for_failures_does_not_make_close_fail(self):
        said = []
        self.interp.prepare_main(said=interpreters.share(said))
        self.interp.exec("import io, sys, threading\n"
                         "class Errors(io.StringIO):\n    def write(self, text): said.append(text)\n"
                         "sys.stderr, sys.excepthook = Errors(), lambda *_: 1 / 0\n"
                         "threading._register_atexit(lambda: {}['spam'])")
        self.interp.close()
        self.assertIn("KeyError: 'spam'", "".join(said))

    def test_atexit_functions_run_in_the_main_thread(self):
        order = []
        self.interp.prepare_main(order=interpreters.share(order))
        self.in_other_thread(self.interp.exec, "import threading")
        self.interp.exec("import atexit\n"
                         "atexit.register(lambda: order.append(threading.current_thread() is threading.main_thread()))")
        self.interp.close()
        self.assertEqual(order, [True])

    def test_waiting_for_the_main_thread_ends_with_close(self):
        order = []
        self.interp.prepare_main(order=interpreters.share(order))
        self.interp.exec("import threading\n"
                         "threading.Thread(target=lambda: (threading.main_thread().join(), order.append('over'))).start()")
        self.interp.close()
        self.assertEqual(order, ["over"])


class Point9NotClosed(unittest.TestCase):
    """The end of a program, and the start of interpreters in other forms of the command line (point 11)."""

    def test_interpreters_left_over_are_a_warning_and_leave_the_status(self):
        code = ("import sys; from concurrent import interpreters; interp = interpreters.create()\n"
                "sys.path.insert(0, '/nowhere'); sys.argv.append('spam'); sys.setrecursionlimit(2000)\n"
                "interp.exec('import sys; print(sys.path[0], sys.argv, sys.getrecursionlimit())')\n"
                "interp.exec('import threading; threading.Thread(target=threading.Event().wait).start()')\n"
                "sys.exit(7)")
        done = subprocess.run([sys.executable, "-c", code, "word"], capture_output=True, text=True)
        self.assertEqual(done.stdout, " ['-c', 'word'] 1000\n")
        self.assertTrue(done.stderr.startswith(
            "<sys>:0: RuntimeWarning: remaining subinterpreters; close them with Interpreter.close()\n"), done.stderr)
        self.assertEqual(done.returncode, 7)

    def test_closed_interpreters_are_none(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "closes.py").write_text(
                "import os; from concurrent import interpreters; os.chdir('/')\n"
                "interp = interpreters.create()\n"
                "interp.exec('import sys; print(sys.path[0], sys.argv)')\n"
                "interp.close()\n")
            done = subprocess.run([sys.executable, "-m", "closes"], capture_output=True, text=True, cwd=folder)
        self.assertEqual((done.stdout, done.stderr, done.returncode), (f"{folder} ['-m']\n", "", 0))


class Point10MainThread(Base):
    """The calling thread is the main thread of the interpreter, and of no other."""

    IS_MAIN = ("import threading\n"
               "main = threading.main_thread()\n"
               "assert threading.current_thread() is main, threading.current_thread()\n"
               "assert threading.enumerate() == [main], threading.enumerate()\n"
               "assert main.ident == threading.get_ident() and main.name == 'MainThread' and main.is_alive()\n")

    def test_thread_that_imports_threading(self):
        self.interp.exec(self.IS_MAIN)
        self.interp.exec(self.IS_MAIN)

    def test_any_thread_that_comes_afterwards(self):
        for _ in range(3):
            self.in_other_thread(self.interp.exec, self.IS_MAIN)
        self.interp.exec(self.IS_MAIN)

    def test_call_too(self):
        def is_main():
            import threading

            return threading.current_thread() is threading.main_thread()

        self.in_other_thread(self.interp.exec, "import threading")
        self.assertTrue(self.interp.call(is_main))

    def test_it_stays_alive_although_the_thread_that_imported_threading_has_ended(self):
        self.in_other_thread(self.interp.exec, "import threading")
        self.interp.exec("results = []\n"
                         "def look(): results.append(threading.main_thread().is_alive())\n"
                         "thread = threading.Thread(target=look)\n"
                         "thread.start(); thread.join()\n"
                         "assert results == [True]")

    def test_thread_that_comes_back_by_way_of_another_interpreter_stays_itself(self):
        other = interpreters.create()
        ready, go = interpreters.create_queue(), interpreters.create_queue()
        self.interp.prepare_main(number=self.interp.id, other=other.id, ready=ready, go=go)
        self.interp.exec('''
import threading
from concurrent import interpreters

def there_and_back():
    me = threading.current_thread()
    local.value = 'thread'
    interpreters.Interpreter(other).exec(
        "from concurrent import interpreters\\ninterpreters.Interpreter(%d).exec('inside()')" % number)
    ready.put(threading.current_thread() is me and local.value == 'thread')

def inside():
    assert threading.current_thread() is threading.main_thread()
    assert not hasattr(local, 'value')
    local.value = 'run'

local = threading.local()
thread = threading.Thread(target=lambda: (go.get(), there_and_back()))
thread.start()
''')
        # Not in a run of that interpreter, which the thread would meet.
        go.put(None)
        self.assertTrue(ready.get(timeout=60))
        self.interp.exec("thread.join()\nassert threading.current_thread() is threading.main_thread()")


class Shared(Base):
    """One interpreter for all tests of the class."""

    @classmethod
    def setUpClass(cls):
        cls.interp = interpreters.create()
        cls.addClassCleanup(cls.interp.close)

    def setUp(self):
        self.addCleanup(self.close_others)

    def close_others(self):
        for each in interpreters.list_all():
            if each.id and each is not self.interp:
                each.close()


class Point10FreshState(Shared):
    """Contexts and thread-local values of one run are gone in the next."""

    def test_thread_locals(self):
        self.interp.exec("import threading\n"
                         "local = threading.local()\n"
                         "local.value = 1\n"
                         "assert local.value == 1 and local.__dict__ == {'value': 1}")
        self.interp.exec("assert not hasattr(local, 'value') and local.__dict__ == {}\n"
                         "local.value = 2")
        self.in_other_thread(self.interp.exec, "assert not hasattr(local, 'value')")

    def test_thread_locals_end_in_a_run_that_fails(self):
        self.interp.exec("import threading; local = threading.local()")
        self.assertRaises(interpreters.ExecutionFailed, self.interp.exec, "local.value = 1; 1 / 0")
        self.interp.exec("assert not hasattr(local, 'value')")

    def test_subclass_is_initialised_once_for_each_run_and_thread(self):
        self.interp.exec('''
import threading

class Local(threading.local):
    kind = 'class attribute'

    def __init__(self, value, *, key):
        self.values = [value, key]
        made.append(threading.current_thread())

    @property
    def first(self):
        return self.values[0]

made = []
local = Local(1, key=2)
assert made == [threading.main_thread()]
assert (local.values, local.first, local.kind) == ([1, 2], 1, 'class attribute')
local.values.append(3)

def look():
    assert local.values == [1, 2]

thread = threading.Thread(target=look)
thread.start(); thread.join()
assert made == [threading.main_thread(), thread] and local.values == [1, 2, 3]
''')
        self.interp.exec("assert local.values == [1, 2] and len(made) == 3")

    def test_other_rules_of_thread_locals_hold(self):
        self.interp.exec('''
import threading, weakref

local = threading.local()
assert weakref.ref(local)() is local
for wrong in (lambda: threading.local(1), lambda: threading.local(a=1)):
    try:
        wrong()
    except TypeError as e:
        assert str(e) == 'Initialization arguments are not supported'
    else:
        raise AssertionError
''')

    def test_background_thread_keeps_its_values_over_runs(self):
        self.interp.exec('''
import threading

local = threading.local()
steps, done = threading.Semaphore(0), threading.Event()

def work():
    local.value = 'mine'
    done.set()
    steps.acquire()
    results.append(local.value)

results = []
thread = threading.Thread(target=work)
thread.start()
done.wait()
local.value = 'run'
''')
        self.interp.exec("steps.release(); thread.join(); assert results == ['mine']")

    def test_contexts(self):
        self.interp.exec("import contextvars, decimal\n"
                         "variable = contextvars.ContextVar('variable', default='unset')\n"
                         "variable.set(1)\n"
                         "decimal.getcontext().prec = 3\n"
                         "assert str(decimal.Decimal(1) / 3) == '0.333'")
        self.interp.exec("assert variable.get() == 'unset' and decimal.getcontext().prec == 28")

    def test_trace_and_profile_functions(self):
        self.interp.exec("import sys; sys.settrace(lambda *args: None); sys.setprofile(lambda *args: None)")
        self.interp.exec("assert sys.gettrace() is None and sys.getprofile() is None")


class Point11Environment(Shared):
    """The environment is the process's, and each interpreter has a copy from its beginning."""

    def test_changes_are_seen_by_interpreters_made_afterwards(self):
        self.addCleanup(os.environ.pop, "CLUTCH_SET", None)
        self.addCleanup(os.unsetenv, "CLUTCH_PUT")
        os.environ["CLUTCH_SET"] = "gräßlich"
        os.putenv("CLUTCH_PUT", "put")
        seen = "tuple(os.environ.get('CLUTCH_' + each) for each in ('SET', 'PUT', 'SUB'))"
        self.interp.exec(f"import os; assert {seen} == (None, None, None)")
        interpreters.create().exec(f"import os; assert {seen} == ('gräßlich', 'put', None), {seen}")
        self.assertNotIn("CLUTCH_PUT", os.environ)

    def test_changes_of_a_subinterpreter_count_as_well(self):
        self.addCleanup(os.unsetenv, "CLUTCH_SUB")
        self.interp.exec("import os; os.environ['CLUTCH_SUB'] = 'sub'")
        self.assertNotIn("CLUTCH_SUB", os.environ)
        interpreters.create().exec("import os; assert os.environ.pop('CLUTCH_SUB') == 'sub'")
        interpreters.create().exec("import os; assert 'CLUTCH_SUB' not in os.environ")
        self.interp.exec("assert os.environ['CLUTCH_SUB'] == 'sub'")

    def test_removed_variables_stay_away(self):
        home = os.environ.pop("PATH")
        self.addCleanup(os.environ.__setitem__, "PATH", home)
        interpreters.create().exec("import os; assert 'PATH' not in os.environ")
        self.interp.exec("import os; assert 'PATH' in os.environ")

    def test_wrong_names_are_refused_and_not_recorded(self):
        self.assertRaises(ValueError, os.putenv, "CLUTCH=WRONG", "x")
        self.assertRaises(ValueError, os.putenv, "CLUTCH_NUL", "\0")
        self.assertRaises(TypeError, os.putenv, 1, "x")
        interpreters.create().exec("import os; assert not {'CLUTCH', 'CLUTCH=WRONG', 'CLUTCH_NUL'} & set(os.environ)")

    def test_children_inherit_the_environment_of_the_process(self):
        self.addCleanup(os.environ.pop, "CLUTCH_CHILD", None)
        os.environ["CLUTCH_CHILD"] = "inherited"
        self.interp.exec("import subprocess\n"
                         "shell = ['sh', '-c', 'echo $CLUTCH_CHILD']\n"
                         "assert subprocess.run(shell, capture_output=True).stdout == b'inherited\\n'")

    def test_an_adopted_environment_does_not_reach_the_process(self):
        self.interp.exec("import os; from _clutch import environment\n"
                         "environment.adopt(['CLUTCH_OWN', 'own', 'CLUTCH_BYTES', '\\xff', 'HOME', None])\n"
                         "assert os.environ['CLUTCH_OWN'] == 'own' and os.environb[b'CLUTCH_BYTES'] == b'\\xff'\n"
                         "assert 'HOME' not in os.environ")
        self.assertIn("HOME", os.environ)
        interpreters.create().exec("import os; assert 'CLUTCH_OWN' not in os.environ and 'HOME' in os.environ")

    def test_time_zone_of_later_interpreters_stays(self):
        def zone():
            import time

            return time.tzname, time.localtime(0).tm_hour

        before = interpreters.create().call(zone)
        self.interp.exec("import os, time; os.environ['TZ'] = 'Asia/Tokyo'; time.tzset(); del os.environ['TZ']")
        self.assertEqual(interpreters.create().call(zone), before)


class Point11Configuration(Shared):
    """What a new interpreter gets from the start configuration, and what it may not do."""

    def test_changes_of_path_arguments_and_recursion_limit_do_not_carry_over(self):
        def configuration():
            import sys

            return sys.path, sys.argv, sys.getrecursionlimit()

        before = self.interp.call(configuration)
        path, argv, limit = sys.path[:], sys.argv[:], sys.getrecursionlimit()
        try:
            sys.path.insert(0, "/nowhere")
            sys.argv.append("spam")
            sys.setrecursionlimit(limit + 1000)
            self.assertEqual(interpreters.create().call(configuration), before)
        finally:
            sys.path[:], sys.argv[:] = path, argv
            sys.setrecursionlimit(limit)
        self.assertEqual(before, (path, argv, 1000))

    def test_signal_handlers_are_refused(self):
        self.interp.exec("import signal")
        for name, code in (("signal", "signal.signal(signal.SIGUSR2, signal.SIG_IGN)"), ("signal", "signal.signal(0, 0)"),
                           ("set_wakeup_fd", "signal.set_wakeup_fd(-1)")):
            with self.assertRaisesRegex(interpreters.ExecutionFailed,
                                        f"^ValueError: {name} only works in main thread of the main interpreter"):
                self.interp.exec(code)
        self.interp.exec("assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
                         "assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL")
        with self.assertRaisesRegex(interpreters.ExecutionFailed, "^ValueError: signal number out of range"):
            self.interp.exec("signal.getsignal(1000)")

    def test_asyncio_runs_without_signal_handlers(self):
        def run():
            import asyncio

            async def answer():
                await asyncio.sleep(0)
                return 42

            return asyncio.run(answer())

        self.assertEqual(self.interp.call(run), 42)

    def test_fork_and_exec_are_refused(self):
        self.interp.exec("import os")
        for what, code in (("fork", "os.fork()"), ("exec", "os.execv('/bin/true', ['true'])"),
                           ("exec", "os.execl('/bin/true', 'true')"), ("exec", "os.execve('/bin/true', ['true'], {})"),
                           ("exec", "os.execvp('true', ['true'])"), ("exec", "os.execlpe('true', 'true', {})")):
            with self.assertRaisesRegex(interpreters.ExecutionFailed,
                                        f"^RuntimeError: {what} not supported for isolated subinterpreters"):
                self.interp.exec(code)

    def test_subprocess_works(self):
        self.interp.exec("import os, subprocess\n"
                         "assert subprocess.run(['echo', 'spam'], capture_output=True, text=True).stdout == 'spam\\n'\n"
                         "assert subprocess.run(['sh', '-c', 'exit 3']).returncode == 3\n"
                         "assert os.popen('echo eggs').read() == 'eggs\\n'\n"
                         "assert os.system('exit 2') == 2 << 8")

    def test_descriptors_are_the_same_everywhere(self):
        reading, writing = os.pipe()
        self.interp.exec(f"import os; os.write({writing}, b'spam'); os.close({writing})")
        self.assertEqual(os.read(reading, 10), b"spam")
        self.assertEqual(os.read(reading, 10), b"")
        os.close(reading)
        self.assertRaises(OSError, os.fstat, writing)


if __name__ == "__main__":
    unittest.main()
