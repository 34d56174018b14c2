"""clutch.interpreters: who runs and who idles, names, isolation and limits, and what is wrong to ask."""

import os
import pathlib
import tempfile
import threading
import unittest
from concurrent import interpreters
from concurrent.interpreters import InterpreterError, InterpreterNotFoundError

from clutch import interpreters as more


class Base(unittest.TestCase):
    def setUp(self):
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            # Children of one that is confined end with it.
            if each.id and each in interpreters.list_all():
                more.close(each)

    def started(self, interp):
        """Have the interpreter run until the function that this returns is called."""
        there, go = interpreters.create_queue(), interpreters.create_queue()
        interp.prepare_main(there=there, go=go)
        thread = threading.Thread(target=interp.exec, args=("there.put(1); go.get()",))
        thread.start()
        there.get()

        def end():
            go.put(1)
            thread.join()

        return end


class RunningAndIdle(Base):
    def test_main_runs_always(self):
        self.assertEqual((more.running(), more.idle()), ([interpreters.get_main()], []))

    def test_an_interpreter_moves_from_one_list_to_the_other_and_back(self):
        main, first, second = interpreters.get_main(), more.create(), more.create()
        self.assertEqual((more.running(), more.idle()), ([main], [first, second]))
        end = self.started(first)
        self.assertEqual((more.running(), more.idle()), ([main, first], [second]))
        end()
        self.assertEqual((more.running(), more.idle()), ([main], [first, second]))
        first.close()
        self.assertEqual((more.running(), more.idle()), ([main], [second]))

    def test_they_are_the_objects_of_the_standard_module(self):
        interp = interpreters.create()
        self.assertIs(more.idle()[0], interp)
        self.assertIs(more.running()[0], interpreters.get_main())
        self.assertIs(type(more.create()), interpreters.Interpreter)

    def test_a_subinterpreter_asks_too_and_finds_itself_running(self):
        asking, idle = interpreters.create(), interpreters.create()

        def ask():
            from clutch import interpreters as more

            return tuple(each.id for each in more.running()), tuple(each.id for each in more.idle())

        self.assertEqual(asking.call(ask), ((0, asking.id), (idle.id,)))

    def test_background_threads_do_not_count(self):
        interp, go = more.create(), interpreters.create_queue()
        interp.prepare_main(go=go)
        interp.exec("import threading; threading.Thread(target=go.get).start()")
        self.assertEqual(more.idle(), [interp])
        go.put(None)

    def test_one_that_is_closed_meanwhile_is_in_no_list(self):
        doomed = [more.create() for _ in range(8)]
        errors = []

        def ask():
            try:
                while len(more.running()) + len(more.idle()) > 1:
                    pass
            except BaseException as e:
                errors.append(e)

        thread = threading.Thread(target=ask)
        thread.start()
        for each in doomed:
            each.close()
        thread.join()
        self.assertEqual(errors, [])


class Names(Base):
    def test_given_and_not_given(self):
        self.assertEqual(more.name(more.create("parser")), "parser")
        self.assertEqual(more.name(more.create("größer 日本")), "größer 日本")
        for unnamed in (more.create(), interpreters.create()):
            self.assertEqual(more.name(unnamed), f"interpreter-{unnamed.id}")
        self.assertEqual(more.name(interpreters.get_main()), "main")

    def test_several_may_have_one_name(self):
        first, second = more.create("twin"), more.create("twin")
        self.assertNotEqual(first, second)
        self.assertEqual([each for each in more.idle() if more.name(each) == "twin"], [first, second])

    def test_any_interpreter_can_ask(self):
        asking, other = more.create("asking"), more.create("other")
        asking.exec("from clutch import interpreters as more; from concurrent import interpreters as i")
        self.assertEqual(asking.call(eval, f"more.name(i.Interpreter({other.id})), more.name(i.get_current())"),
                         ("other", "asking"))

    def test_of_one_that_is_closed(self):
        interp = more.create("gone")
        interp.close()
        with self.assertRaisesRegex(InterpreterNotFoundError, f"^unrecognized interpreter ID {interp.id}$"):
            more.name(interp)


class Specs(Base):
    def test_environment_is_in_addition_to_that_of_the_process(self):
        interp = more.create(environment={"CLUTCH_OWN": "gräßlich=1", "CLUTCH_EMPTY": ""})
        interp.exec("import os\nassert os.environ['CLUTCH_OWN'] == 'gräßlich=1' and os.environ['CLUTCH_EMPTY'] == ''\n"
                    "assert 'PATH' in os.environ")
        self.assertNotIn("CLUTCH_OWN", os.environ)
        interpreters.create().exec("import os; assert 'CLUTCH_OWN' not in os.environ")

    def test_path_comes_first(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "clutch_spam.py").write_text("answer = 42")
            for path in ([folder], (pathlib.Path(folder),)):
                interp = more.create(path=path)
                interp.exec("import sys, clutch_spam; assert clutch_spam.answer == 42")
                self.assertEqual(interp.call(eval, "sys.path[0]"), folder)
                interp.close()
            with self.assertRaisesRegex(interpreters.ExecutionFailed, "ModuleNotFoundError"):
                interpreters.create().exec("import clutch_spam")

    def test_confined_with_folders_to_read(self):
        with tempfile.TemporaryDirectory() as folder:
            allowed, secret = pathlib.Path(folder, "allowed"), pathlib.Path(folder, "secret")
            allowed.mkdir()
            (allowed / "file").write_text("allowed")
            secret.write_text("secret")
            guest = more.create("guest", isolation=more.CONFINED, readable=[allowed], environment={"ONLY": "this"})
            guest.prepare_main(allowed=str(allowed / "file"), secret=str(secret))
            guest.exec("assert open(allowed).read() == 'allowed'\n"
                       "import os; assert os.environ['ONLY'] == 'this' and 'PATH' not in os.environ")
            for code in ("open(secret)", "open(allowed, 'w')", "os.system('true')"):
                with self.assertRaisesRegex(interpreters.ExecutionFailed, "^PermissionError"):
                    guest.exec(code)

    def test_a_limit_of_time(self):
        timed = more.create(time_limit=0.2)
        with self.assertRaisesRegex(InterpreterError, "longer than its time limit of 200 ms"):
            timed.exec("while True: pass")
        while True:
            try:
                timed.exec("pass")
                break
            except InterpreterError as e:
                # On a busy machine it may take longer itself.
                self.assertIn("time limit", str(e))


class OfAConfinedInterpreter(Base):
    """One that nobody vouches for asks only about itself and its children."""

    def setUp(self):
        super().setUp()
        self.other = more.create("other")
        self.guest = more.create("guest", isolation=more.CONFINED)
        self.guest.exec("from clutch import interpreters as more; from concurrent import interpreters as i")

    def test_who_runs_and_who_idles(self):
        self.guest.exec("child = more.create('child'); seen = [each.id for each in (*more.running(), *more.idle())]\n"
                        "assert seen == [i.get_current().id, child.id] and more.running() == [i.get_current()]\n"
                        "assert more.name(child) == 'child' and more.name(i.get_current()) == 'guest'")

    def test_children_are_its_own_to_stop(self):
        self.guest.exec("child = more.create(); assert more.interrupt(child) is True; more.close(child)\n"
                        "assert more.idle() == []")

    def test_others_are_not_found(self):
        for number in (0, self.other.id, 10**6):
            self.guest.prepare_main(number=number)
            self.guest.exec("made_up = object.__new__(i.Interpreter); made_up._id = number")
            for action in ("more.name(made_up)", "more.interrupt(made_up)", "more.close(made_up)"):
                with self.assertRaisesRegex(interpreters.ExecutionFailed, "InterpreterNotFoundError: unrecognized"):
                    self.guest.exec(action)
        self.other.exec("pass")


class WrongInput(Base):
    NO_INTERPRETERS = (0, 1, "1", 1.0, None, object(), interpreters.Interpreter)

    def test_what_is_no_interpreter(self):
        for action in (more.name, more.interrupt, more.close):
            for wrong in self.NO_INTERPRETERS:
                with self.assertRaises(TypeError) as caught:
                    action(wrong)
                self.assertEqual(str(caught.exception), f"expected an Interpreter, got {wrong!r}")
            self.assertRaises(TypeError, action)

    def test_closed_interpreters(self):
        interp = more.create()
        more.close(interp)
        for action in (more.name, more.interrupt, more.close):
            with self.assertRaisesRegex(InterpreterNotFoundError, f"^unrecognized interpreter ID {interp.id}$"):
                action(interp)

    def test_the_current_one_and_main(self):
        for action in (more.interrupt, more.close):
            with self.assertRaisesRegex(InterpreterError, "^an interpreter cannot interrupt or discard itself$"):
                action(interpreters.get_main())
        sub = more.create()
        sub.exec("from clutch import interpreters as more; from concurrent import interpreters as i")
        with self.assertRaisesRegex(interpreters.ExecutionFailed, "cannot interrupt or discard itself"):
            sub.exec("more.interrupt(i.get_current())")
        with self.assertRaisesRegex(interpreters.ExecutionFailed, "cannot close the main interpreter"):
            sub.exec("more.close(i.get_main())")

    def test_timeouts(self):
        interp = more.create()
        for action in (more.interrupt, more.close):
            for wrong in (0, -1, -0.5, float("nan")):
                with self.assertRaisesRegex(ValueError, f"^timeout must be a positive number of seconds, got {wrong!r}$"):
                    action(interp, wrong)
            for wrong in ("1", None, 1j, [1]):
                with self.assertRaisesRegex(TypeError, "^timeout must be a number of seconds, got "):
                    action(interp, wrong)
        self.assertIs(more.interrupt(interp, float("inf")), True)
        self.assertIsNone(more.close(interp, 2**80))

    def test_limits(self):
        for wrong in (0, -1, float("nan")):
            with self.assertRaisesRegex(ValueError, f"^time_limit must be a positive number of seconds, got {wrong!r}$"):
                more.create(time_limit=wrong)
        for wrong in ("1", [1]):
            with self.assertRaisesRegex(TypeError, "^time_limit must be a number of seconds, got "):
                more.create(time_limit=wrong)
        for wrong in (0, -1, 2**63):
            with self.assertRaisesRegex(ValueError, f"^statement_limit must be a positive number of .*, got {wrong}$"):
                more.create(statement_limit=wrong)
        for wrong in ("1", 1.5, [1]):
            with self.assertRaisesRegex(TypeError, "^statement_limit must be an int, got "):
                more.create(statement_limit=wrong)
        more.create(time_limit=float("inf")).exec("pass")

    def test_names_environments_and_folders(self):
        for error, text, kwargs in (
            (TypeError, "name must be a str, got 5", {"name": 5}),
            (ValueError, "name must not have a null character", {"name": "a\0b"}),
            (ValueError, "isolation must be 'trusted' or 'confined', got 'open'", {"isolation": "open"}),
            (ValueError, "isolation must be 'trusted' or 'confined', got None", {"isolation": None}),
            (TypeError, r"environment\['A'\] must be a str, got 1", {"environment": {"A": 1}}),
            (TypeError, "a name in environment must be a str, got 1", {"environment": {1: "A"}}),
            (ValueError, "a name in environment must not be empty or have a '=', got 'A=B'", {"environment": {"A=B": ""}}),
            (ValueError, "a name in environment must not be empty or have a '=', got ''", {"environment": {"": "x"}}),
            (ValueError, r"environment\['A'\] must not have a null character", {"environment": {"A": "\0"}}),
            (TypeError, "path must be a list of folders, got '/usr'", {"path": "/usr"}),
            (TypeError, "readable must be a list of folders, got b'/usr'", {"readable": b"/usr"}),
            (TypeError, "expected str, bytes or os.PathLike object, not int", {"readable": [1]}),
            (TypeError, "a folder in readable must be a str, got b'/usr'", {"readable": [b"/usr"]}),
            (ValueError, "a folder in path must not have a null character", {"path": ["a\0"]}),
        ):  # fmt: skip
            with self.assertRaisesRegex(error, text):
                more.create(**kwargs)
        self.assertEqual(interpreters.list_all(), [interpreters.get_main()])


if __name__ == "__main__":
    unittest.main()
