"""Closing interpreters, signals, and queues, as Python programmers know them; run by the command, so from the main
interpreter of a real script."""

import pickle
import signal
import sys
import threading
import unittest
from concurrent import interpreters


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()


class Interpreters(Base):
    def test_close_does_not_wait_for_a_thread_from_outside(self):
        interp = interpreters.create()
        interp.exec("pass")
        thread = threading.Thread(target=interp.exec, args=("import threading",))
        thread.start()
        thread.join()
        interp.close()

    def test_close_waits_for_threads_inside(self):
        interp, ended = interpreters.create(), []
        interp.prepare_main(ended=interpreters.share(ended))
        interp.exec("import threading, time\n"
                    "threading.Thread(target=lambda: (time.sleep(0.5), ended.append('thread'))).start()\n"
                    "import atexit\natexit.register(ended.append, 'atexit')")
        interp.close()
        self.assertEqual(ended, ["thread", "atexit"])

    def test_modules_beside_the_script_are_found(self):
        interp = interpreters.create()
        self.assertEqual(interp.call(first_path), sys.path[0])

    def test_signal_handler_is_the_default_one(self):
        self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)


def first_path():
    import sys

    return sys.path[0]


class Queues(Base):
    def test_order_and_sizes(self):
        q = interpreters.create_queue(3)
        for i in range(3):
            self.assertFalse(q.full())
            q.put(i)
        self.assertTrue(q.full())
        self.assertEqual((q.maxsize, q.qsize(), q.empty()), (3, 3, False))
        self.assertRaises(interpreters.QueueFull, q.put_nowait, 3)
        self.assertRaises(interpreters.QueueFull, q.put, 3, timeout=0.01)
        self.assertEqual([q.get() for _ in range(3)], [0, 1, 2])
        self.assertRaises(interpreters.QueueEmpty, q.get_nowait)
        self.assertRaises(interpreters.QueueEmpty, q.get, timeout=0.01)
        self.assertRaises(ValueError, q.get, timeout=-1)

    def test_bounds_are_kept_as_given(self):
        self.assertEqual(interpreters.create_queue(-10).maxsize, -10)
        self.assertFalse(interpreters.create_queue().full())
        for wrong in ("1", 1.0, None):
            self.assertRaises(TypeError, interpreters.create_queue, wrong)
        self.assertRaises(OverflowError, interpreters.create_queue, 2**70)

    def test_one_object_for_each_id(self):
        q = interpreters.create_queue()
        self.assertIs(interpreters.Queue(q.id), q)
        self.assertIs(pickle.loads(pickle.dumps(q)), q)
        q.put(q)
        self.assertIs(q.get(), q)

    def test_blocked_put_and_get_go_on(self):
        interp, there, back = interpreters.create(), interpreters.create_queue(1), interpreters.create_queue(1)
        interp.prepare_main(there=there, back=back)
        thread = threading.Thread(target=interp.exec, args=("while (n := there.get()) is not None: back.put(n + 1)",))
        thread.start()
        feeder = threading.Thread(target=lambda: [there.put(n) for n in (*range(500), None)])
        feeder.start()
        self.assertEqual([back.get() for _ in range(500)], list(range(1, 501)))
        feeder.join()
        thread.join()


if __name__ == "__main__":
    unittest.main()
