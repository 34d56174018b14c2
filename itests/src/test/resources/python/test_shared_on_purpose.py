"""What interpreters share on purpose: a test for each row of the table in the README of the engine."""

import ctypes
import fcntl
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent import interpreters

LONG = 60


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)
        self.culprit, self.other = interpreters.create(), interpreters.create()
        self.queue = interpreters.create_queue()
        for each in (self.culprit, self.other):
            each.prepare_main(queue=self.queue)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def seen(self, interp, expression):
        return eval(expression, {}) if interp is None else interp.call(eval, expression)


class SharedOnPurpose(Base):
    """A test for each row of the table "What all interpreters share on purpose"."""

    def test_descriptors(self):
        reading, writing = os.pipe()
        kept = os.dup(1)
        sys.stdout.flush()
        try:
            os.dup2(writing, 1)
            self.culprit.exec("import os; os.write(1, b'written\\n'); print('printed', flush=True)")
        finally:
            os.dup2(kept, 1)
            os.close(kept)
        self.assertEqual(os.read(reading, 100), b"written\nprinted\n")
        os.write(writing, b"0")
        self.culprit.exec(f"import os; assert os.read({reading}, 1) == b'0'; os.set_blocking({reading}, False)\n"
                          f"os.set_inheritable({reading}, True)")
        self.assertRaises(BlockingIOError, os.read, reading, 1)
        self.assertTrue(os.get_inheritable(reading))
        self.other.exec(f"import os; os.close({reading})")
        self.assertRaises(OSError, os.fstat, reading)
        os.close(writing)

    def test_working_directory(self):
        before = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.realpath(folder)
            pathlib.Path(folder, "spam").write_text("spam")
            try:
                self.culprit.prepare_main(folder=folder)
                self.culprit.exec("import os; os.chdir(folder)")
                self.assertEqual(os.getcwd(), folder)
                self.assertEqual(pathlib.Path("spam").read_text(), "spam")
                for each in (self.other, interpreters.create()):
                    each.exec("import os; assert open('spam').read() == 'spam'")
                    self.assertEqual(self.seen(each, "os.getcwd()"), folder)
            finally:
                os.chdir(before)
        self.assertEqual(self.seen(self.culprit, "os.getcwd()"), before)

    def test_process_id_and_user(self):
        def who():
            import os

            return os.getpid(), os.getppid(), os.getuid(), os.getgid(), os.getpgid(0), os.uname().nodename

        self.assertEqual(self.culprit.call(who), who())

    def test_umask(self):
        before = os.umask(0o055)
        try:
            self.culprit.exec("import os; found = os.umask(0o027)")
            self.assertEqual(self.seen(self.culprit, "found"), 0o055)
            self.assertEqual(os.umask(before), 0o027)
        finally:
            os.umask(before)

    def test_file_locks(self):
        with tempfile.NamedTemporaryFile() as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.culprit.prepare_main(name=file.name)
            self.culprit.exec("import fcntl; file = open(name, 'r+'); fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)")
            outside = ("import fcntl, sys\ntry:\n    fcntl.lockf(open(sys.argv[1], 'r+'), fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
                       "except OSError:\n    print('locked')")
            done = subprocess.run([sys.executable, "-c", outside, file.name], capture_output=True, text=True)
            self.assertEqual((done.stdout, done.stderr), ("locked\n", ""))

    def test_resource_limits(self):
        limits = "tuple(__import__('resource').getrlimit(each) for each in (0, 3, 7))"
        self.assertEqual(self.seen(self.culprit, limits), tuple(resource.getrlimit(each) for each in (0, 3, 7)))

    def test_environment_of_the_process(self):
        self.addCleanup(os.unsetenv, "CLUTCH_SPAM")
        self.culprit.exec("import os; os.environ['CLUTCH_SPAM'] = 'spam'")
        echo = ["sh", "-c", "echo $CLUTCH_SPAM"]
        self.assertEqual(subprocess.run(echo, capture_output=True, env=None, text=True).stdout, "spam\n")
        self.assertEqual(self.seen(interpreters.create(), "__import__('os').environ['CLUTCH_SPAM']"), "spam")
        self.assertNotIn("CLUTCH_SPAM", os.environ)

    def test_time_zone(self):
        self.culprit.exec("import os, time; os.environ['TZ'] = 'Asia/Tokyo'; time.tzset(); del os.environ['TZ']")
        zone = "(lambda t: (t.tzname, t.timezone, t.localtime(0)[:6]))(__import__('time'))"
        self.assertEqual(self.seen(self.culprit, zone), eval(zone))
        self.assertEqual(self.seen(interpreters.create(), zone), eval(zone))

    def test_path_and_arguments_of_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.realpath(folder)
            look = f"import sys; print(sys.argv, {folder!r} in sys.path)"
            code = ("import sys; from concurrent import interpreters; sys.argv.append('later'); sys.path.clear()\n"
                    f"interp = interpreters.create(); interp.exec({look!r}); interp.close()")
            done = subprocess.run([sys.executable, "-c", code, "word"], capture_output=True, text=True,
                                  env={**os.environ, "PYTHONPATH": folder})
        self.assertEqual((done.stdout, done.stderr), ("['-c', 'word'] True\n", ""))

    def test_signals(self):
        got = []
        for number in (signal.SIGUSR2, signal.SIGALRM):
            self.addCleanup(signal.signal, number, signal.signal(number, lambda number, frame: got.append(number)))
        for code in ("signal.raise_signal(signal.SIGUSR2)", "signal.setitimer(signal.ITIMER_REAL, 0.001)"):
            got.clear()
            self.culprit.exec(f"import signal; {code}")
            end = time.monotonic() + LONG
            while not got and time.monotonic() < end:
                pass
            self.assertEqual(len(got), 1, code)

    def test_native_heap(self):
        libc = ctypes.CDLL(None)
        libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, (ctypes.c_void_p,)
        address = libc.malloc(4)
        self.addCleanup(libc.free, address)
        memory = (ctypes.c_char * 4).from_address(address)
        memory.raw = b"spam"
        self.culprit.prepare_main(address=address)
        self.culprit.exec("import ctypes; memory = (ctypes.c_char * 4).from_address(address)\n"
                          "assert memory.raw == b'spam'; memory.raw = b'eggs'")
        self.assertEqual(memory.raw, b"eggs")

    def test_cores(self):
        self.assertEqual(self.seen(self.culprit, "__import__('os').cpu_count()"), os.cpu_count())

    def test_interpreters_and_queues(self):
        self.culprit.exec("from concurrent import interpreters as i; made = i.create(); q = i.create_queue()")
        made, number = interpreters.Interpreter(self.seen(self.culprit, "made.id")), self.seen(self.culprit, "q.id")
        made.exec("x = 1")
        interpreters.Queue(number).put("spam")
        self.assertEqual(self.seen(self.culprit, "q.get()"), "spam")


if __name__ == "__main__":
    unittest.main()
