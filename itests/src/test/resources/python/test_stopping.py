"""Interrupts, time limits and what cannot be stopped; other interpreters never notice."""

import threading
import unittest
from concurrent import interpreters

from clutch import interpreters as clutch_interpreters


class Run:
    """Code at work in an interpreter, in a thread of its own, and how it ended."""

    def __init__(self, interp, code):
        self.error = None
        self.inside = interpreters.create_queue()
        interp.prepare_main(inside=self.inside)
        self.thread = threading.Thread(target=self.work, args=(interp, code), daemon=True)
        self.thread.start()
        self.inside.get()

    def work(self, interp, code):
        try:
            interp.exec(code if "inside.put" in code else f"inside.put(None)\n{code}")
        except interpreters.InterpreterError as e:
            self.error = e

    def end(self):
        self.thread.join()
        return self.error


class Stopping(unittest.TestCase):
    def setUp(self):
        self.interp = clutch_interpreters.create("stopped")
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                clutch_interpreters.close(each)

    def interrupted(self, code):
        run = Run(self.interp, code)
        self.assertTrue(clutch_interpreters.interrupt(self.interp, 60))
        error = run.end()
        self.assertIs(type(error), interpreters.InterpreterError)
        self.assertIn("was interrupted", str(error))
        self.assertFalse(self.interp.is_running())
        self.assertEqual(self.interp.call(len, "usable"), 6)

    def test_a_busy_loop(self):
        self.interrupted("while True: pass")

    def test_a_loop_that_catches_everything(self):
        self.interrupted("while True:\n    try:\n        while True: pass\n    except BaseException: pass")

    def test_sleep(self):
        self.interrupted("import time; time.sleep(1000)")

    def test_a_lock_that_nobody_releases(self):
        self.interrupted("import threading; threading.Event().wait()")

    def test_a_queue_that_nobody_fills(self):
        self.interrupted("from concurrent import interpreters; interpreters.create_queue().get()")

    def test_a_read_from_a_pipe_that_nobody_writes(self):
        self.interrupted("import os; ends = os.pipe(); import select; select.select([ends[0]], [], [])")

    def test_finally_runs(self):
        self.interrupted("try:\n    inside.put(None)\n    while True: pass\nfinally:\n    undone = True")
        self.interp.exec("assert undone")

    def test_a_call_into_a_third_interpreter(self):
        self.interrupted("from concurrent import interpreters\ninner = interpreters.create()\n"
                         "inner.exec('while True: pass')")  # fmt: skip

    def test_others_go_on(self):
        other = interpreters.create()
        run = Run(self.interp, "while True: pass")
        other.exec("kept = 1")
        self.assertTrue(clutch_interpreters.interrupt(self.interp, 60))
        run.end()
        other.exec("assert kept == 1")

    def test_nothing_to_interrupt(self):
        self.assertTrue(clutch_interpreters.interrupt(self.interp, 60))
        self.interp.exec("pass")

    def test_an_interpreter_does_not_interrupt_itself(self):
        with self.assertRaisesRegex(interpreters.InterpreterError, "cannot interrupt or discard itself"):
            clutch_interpreters.interrupt(interpreters.get_current())

    def test_a_call_that_the_interpreter_waits_for_does_not_stop_it(self):
        number, reports, go = self.interp.id, interpreters.create_queue(), interpreters.create_queue()
        self.interp.prepare_main(other=interpreters.create().id, number=number, reports=reports, go=go)
        self.interp.exec(
            "import threading\nfrom concurrent import interpreters\n"
            "def stop(action, number):\n"
            "    import clutch.interpreters, concurrent.interpreters\n"
            "    it, = [each for each in concurrent.interpreters.list_all() if each.id == number]\n"
            "    try: it.close() if action == 'plain' else getattr(clutch.interpreters, action)(it)\n"
            "    except concurrent.interpreters.InterpreterError as e: return str(e)\n"
            "def ask(action):\n"
            "    it, = [each for each in interpreters.list_all() if each.id == other]\n"
            "    reports.put(it.call(stop, action, number))\n"
            "def ask_in_thread(): threading.Thread(target=lambda: ask(go.get())).start()\n"
        )
        closing = f"cannot close interpreter {number} 'stopped' in a call that it waits for"
        interrupting = closing.replace("close", "interrupt")
        for in_thread, plain in ((False, "interpreter running"), (True, closing)):
            for action, error in (("interrupt", interrupting), ("close", closing), ("plain", plain)):
                with self.subTest(action, in_thread=in_thread):
                    self.interp.exec("ask_in_thread()" if in_thread else f"ask({action!r})")
                    if in_thread:
                        go.put(action)
                    self.assertEqual(reports.get(timeout=60), error)
        self.assertFalse(self.interp.is_running())

    def test_an_interpreter_that_was_made_in_a_thread_of_another_may_stop_that(self):
        go, reports = interpreters.create_queue(), interpreters.create_queue()
        self.interp.prepare_main(go=go, reports=reports, number=self.interp.id)
        watchdog = (
            "import threading, clutch.interpreters, concurrent.interpreters\n"
            "def stop():\n"
            "    go.get()\n"
            "    it, = [each for each in concurrent.interpreters.list_all() if each.id == number]\n"
            "    reports.put(clutch.interpreters.interrupt(it, 60))\n"
            "threading.Thread(target=stop).start()\n"
        )
        self.interp.exec(
            "import threading\nfrom concurrent import interpreters\n"
            "def make():\n"
            "    made = interpreters.create()\n"
            "    made.prepare_main(go=go, reports=reports, number=number)\n"
            f"    made.exec({watchdog!r})\n"
            "thread = threading.Thread(target=make)\nthread.start()\nthread.join()\n"
        )
        go.put(None)
        self.assertIs(reports.get(timeout=60), True)

    def test_wrong_timeouts_and_limits(self):
        for wrong in (0, -1):
            with self.assertRaisesRegex(ValueError, f"timeout must be a positive number of seconds, got {wrong}"):
                clutch_interpreters.interrupt(self.interp, wrong)
            with self.assertRaisesRegex(ValueError, f"got {wrong}"):
                clutch_interpreters.create(time_limit=wrong)
            with self.assertRaisesRegex(ValueError, f"got {wrong}"):
                clutch_interpreters.create(statement_limit=wrong)
        with self.assertRaisesRegex(ValueError, "isolation must be 'trusted' or 'confined', got 'open'"):
            clutch_interpreters.create(isolation="open")

    def test_close_cancels_a_run_that_does_not_end(self):
        run = Run(self.interp, "while True:\n    try:\n        while True: pass\n    except BaseException: pass")
        clutch_interpreters.close(self.interp, 60)
        self.assertIsInstance(run.end(), interpreters.InterpreterError)
        with self.assertRaises(interpreters.InterpreterNotFoundError):
            self.interp.is_running()

    def test_close_cancels_a_thread_that_does_not_end(self):
        self.interp.exec("import threading; threading.Thread(target=threading.Event().wait).start()")
        clutch_interpreters.close(self.interp, 0.5)
        self.assertNotIn(self.interp, interpreters.list_all())

    def test_time_limit(self):
        timed = clutch_interpreters.create(time_limit=0.2)
        for code in ("while True: pass", "import time; time.sleep(1000)"):
            with self.assertRaisesRegex(interpreters.InterpreterError, "longer than its time limit of 200 ms"):
                timed.exec(code)
        self.runs_in_time(timed)

    def runs_in_time(self, timed):
        while True:
            try:
                return timed.exec("pass")
            except interpreters.InterpreterError as e:
                # On a busy machine it may take longer itself.
                self.assertIn("time limit", str(e))

    def test_statement_limit_discards_the_interpreter(self):
        counted = clutch_interpreters.create(statement_limit=10_000)
        counted.exec("for i in range(100):\n    x = i")
        counted.exec("assert x == 99")
        with self.assertRaisesRegex(interpreters.InterpreterError, "beyond its limit of 10000 statements"):
            counted.exec("while True:\n    x = 1")
        with self.assertRaises(interpreters.InterpreterNotFoundError):
            counted.exec("pass")

    def test_a_hard_exit_costs_the_interpreter_and_no_more(self):
        with self.assertRaisesRegex(interpreters.InterpreterError, "exited with status 3"):
            self.interp.exec("import os; os._exit(3)")
        self.assertNotIn(self.interp, interpreters.list_all())
        interpreters.create().exec("pass")


if __name__ == "__main__":
    unittest.main()
