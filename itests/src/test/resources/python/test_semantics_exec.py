"""exec() and prepare_main(), points 13 and 14 of the specification, and how failures arrive, points 2 to 4."""

import os
import pickle
import sys
import tempfile
import threading
import traceback
import unittest
from concurrent import interpreters
from concurrent.interpreters import ExecutionFailed, InterpreterError, InterpreterNotFoundError, NotShareableError


class Base(unittest.TestCase):
    def setUp(self):
        self.interp = interpreters.create()
        self.addCleanup(self.close_all)

    def close_all(self):
        for each in interpreters.list_all():
            if each.id:
                each.close()

    def failure(self, code):
        with self.assertRaises(ExecutionFailed) as caught:
            self.interp.exec(code)
        return caught.exception


class Point2(Base):
    """ExecutionFailed"""

    def test_snapshot_of_an_exception(self):
        failure = self.failure("raise ValueError('boom')")
        info = failure.excinfo
        self.assertEqual(vars(info.type), {"__name__": "ValueError", "__qualname__": "ValueError",
                                           "__module__": "builtins"})
        self.assertEqual(sorted(vars(info)), ["errdisplay", "formatted", "msg", "type"])
        self.assertEqual((info.msg, info.formatted), ("boom", "ValueError: boom"))
        self.assertEqual(info.errdisplay, 'Traceback (most recent call last):\n  File "<script>", line 1, in <module>\n'
                                          "ValueError: boom")
        self.assertEqual(failure.args, ("ValueError: boom",))
        self.assertEqual(str(failure), f"ValueError: boom\n\nUncaught in the interpreter:\n\n{info.errdisplay}")
        self.assertIsNone(failure.__cause__)
        self.assertIsNone(failure.__context__)
        self.assertEqual({type(each) for each in (info.msg, info.formatted, info.errdisplay)}, {str})

    def test_an_exception_without_a_message(self):
        info = self.failure("raise ValueError").excinfo
        self.assertEqual((info.msg, info.formatted), ("", "ValueError: "))

    def test_names_of_classes(self):
        self.interp.exec("class Outer:\n    class Error(Exception): pass")
        info = self.failure("raise Outer.Error('x')").excinfo
        self.assertEqual(info.formatted, "Outer.Error: x")
        self.assertEqual((info.type.__name__, info.type.__qualname__, info.type.__module__),
                         ("Error", "Outer.Error", "__main__"))
        info = self.failure("import json; json.loads('{')").excinfo
        self.assertTrue(info.formatted.startswith("json.decoder.JSONDecodeError: "))
        self.assertEqual(info.type.__module__, "json.decoder")

    def test_causes_contexts_notes_and_groups_are_displayed(self):
        display = self.failure(
            "def f():\n    try:\n        {}['key']\n    except KeyError as e:\n"
            "        raise ValueError('second') from e\n\n"
            "try:\n    f()\nexcept ValueError as e:\n    e.add_note('a note')\n    1 / 0").excinfo.errdisplay
        cause = "\n\nThe above exception was the direct cause of the following exception:\n\nTraceback "
        context = "\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback "
        self.assertIn(f"KeyError: 'key'{cause}", display)
        self.assertIn(f"ValueError: second\na note{context}", display)
        self.assertTrue(display.endswith('line 11, in <module>\nZeroDivisionError: division by zero'), display)
        self.assertEqual(display.count("Traceback (most recent call last):"), 3)
        display = self.failure("raise ExceptionGroup('many', [ValueError(1), TypeError(2)])").excinfo.errdisplay
        self.assertIn("ExceptionGroup: many (2 sub-exceptions)", display)
        self.assertIn("ValueError: 1", display)
        self.assertIn("TypeError: 2", display)

    def test_the_display_has_the_frames_of_the_other_interpreter_only(self):
        def script():
            def inner():
                raise ValueError("in a file")

            inner()

        line = script.__code__.co_firstlineno
        display = self.failure(script).excinfo.errdisplay.splitlines()
        self.assertEqual([each for each in display if each.startswith("  File")],
                         [f'  File "{__file__}", line {line + 4}, in script',
                          f'  File "{__file__}", line {line + 2}, in inner'])
        self.assertEqual(display[2], "    inner()")
        self.assertEqual(display[-2:], ['    raise ValueError("in a file")', "ValueError: in a file"])
        self.assertNotIn("_clutch", "\n".join(display))

    def test_modules_are_shown_with_their_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/raising_module.py", "w") as file:
                file.write("def f():\n    raise RuntimeError('uh-oh!')\n")
            self.interp.exec(f"import sys; sys.path.insert(0, {folder!r})")
            display = self.failure("import raising_module\nraising_module.f()").excinfo.errdisplay
            self.assertTrue(display.endswith(
                f'  File "{folder}/raising_module.py", line 2, in f\n'
                "    raise RuntimeError('uh-oh!')\nRuntimeError: uh-oh!"), display)

    def test_the_error_points_here_at_the_line_of_the_call(self):
        try:
            self.interp.exec("1 / 0")  # the line
        except ExecutionFailed as e:
            first = traceback.extract_tb(e.__traceback__)[0]
        self.assertEqual((first.filename, first.line), (__file__, 'self.interp.exec("1 / 0")  # the line'))

    def test_exceptions_that_cannot_be_shown(self):
        self.interp.exec("class Bad(Exception):\n    def __str__(self): raise KeyError(1)")
        info = self.failure("raise Bad").excinfo
        self.assertEqual((info.type.__name__, info.msg), ("Bad", "<exception str() failed>"))

    def test_failures_nest(self):
        failure = self.failure("from concurrent import interpreters\ni = interpreters.create()\n"
                               "try:\n    i.exec('1 / 0')\nfinally:\n    i.close()")
        self.assertEqual(failure.excinfo.type.__qualname__, "ExecutionFailed")
        self.assertEqual(failure.excinfo.type.__module__, "concurrent.interpreters")
        self.assertTrue(failure.excinfo.msg.startswith("ZeroDivisionError: division by zero\n\nUncaught in the"))

    def test_they_pickle(self):
        failure = self.failure("1 / 0")
        copy = pickle.loads(pickle.dumps(failure))
        self.assertEqual((type(copy), copy.args, copy.excinfo), (ExecutionFailed, failure.args, failure.excinfo))
        self.assertEqual(str(copy), str(failure))


class Point3(Base):
    """Exceptions that are not Exceptions"""

    def test_they_are_failures_and_end_nothing(self):
        for code, name in (("raise SystemExit(3)", "SystemExit"), ("import sys; sys.exit()", "SystemExit"),
                           ("raise KeyboardInterrupt", "KeyboardInterrupt"), ("raise GeneratorExit", "GeneratorExit"),
                           ("class B(BaseException): pass\nraise B", "B")):
            self.assertEqual(self.failure(code).excinfo.type.__name__, name)
        thread = threading.Thread(target=lambda: self.failure("raise SystemExit"))
        thread.start()
        thread.join()
        self.interp.exec("pass")

    def test_exceptions_whose_text_raises_them_end_nothing_either(self):
        for name in ("SystemExit", "KeyboardInterrupt"):
            info = self.failure(f"class Leaves(Exception):\n    def __str__(self): raise {name}\nraise Leaves").excinfo
            self.assertEqual((info.type.__name__, info.msg), ("Leaves", "<exception str() failed>"))
            self.interp.exec("assert Leaves")


class Point4(Base):
    """Code that does not compile"""

    def refused(self, code, error=SyntaxError):
        with self.assertRaises(SyntaxError) as caught:
            self.interp.exec(code)
        self.assertIs(type(caught.exception), error)
        self.assertEqual(caught.exception.filename, "<script>")
        return caught.exception

    def test_it_raises_here_and_nothing_runs(self):
        error = self.refused("ran = 1\na b")
        self.assertEqual((error.lineno, error.text.strip()), (2, "a b"))
        self.refused("  indented = 1", IndentationError)
        self.refused("if True:\nx = 1", IndentationError)
        self.refused("return 1")
        self.refused(b"ran = 1\na b")
        self.refused(b"# coding: utf-8\nx = '\xff'")
        self.interp.exec("assert 'ran' not in globals()")

    def test_texts_that_are_not_decodable(self):
        for code in ("x = 1\0", b"x = 1\0", b"x = '\xff'", b"# coding: no-such-codec\n"):
            with self.subTest(code), self.assertRaises(SyntaxError):
                self.interp.exec(code)


class Point13(Base):
    """exec()"""

    def test_forms_of_text(self):
        self.assertIsNone(self.interp.exec("a = 1\nassert __name__ == '__main__'"))
        self.interp.exec(b"a += 1")
        self.interp.exec(bytearray(b"a += 1"))
        self.interp.exec(memoryview(b"a += 1"))
        self.interp.exec(type("Text", (str,), {})("a += 1"))
        self.interp.exec("assert a == 5")
        self.interp.exec("")
        self.interp.exec(b"\xef\xbb\xbfbom = 'x\xc3\xa9'")
        self.interp.exec(b"# coding: latin-1\nlatin = 'x\xe9'")
        self.interp.exec("assert bom == latin == 'x\u00e9'")

    def test_code_objects(self):
        self.interp.exec(compile("b = 2", "a file", "exec"))
        self.interp.exec("assert b == 2")
        self.assertIn('File "a file", line 1, in <module>',
                      self.failure(compile("x = 1 / 0", "a file", "exec")).excinfo.errdisplay)
        self.interp.exec(compile("b = 3\nb", "a file", "exec"))
        self.interp.exec(compile("list()", "a file", "exec"))

    def test_functions(self):
        def script():
            """Stores and reads globals of __main__."""
            global stored
            stored = [__name__, len(given)]  # noqa: F821

        self.interp.exec("given = 'abc'")
        self.assertIsNone(self.interp.exec(script))
        self.interp.exec("assert stored == ['__main__', 3]")
        self.assertNotIn("stored", globals())
        self.interp.exec(lambda: None)

    def test_what_is_no_script(self):
        outer = 1

        def with_arguments(a):
            pass

        def with_default(a=1):
            pass

        def with_rest(*args, **kwargs):
            pass

        def closure():
            print(outer)

        def with_value():
            if outer_name:  # noqa: F821
                return 1

        def generator():
            yield

        async def coroutine():
            pass

        value, args = "code that returns a value is not a script", "code with args not supported"
        for wrong, text in ((with_arguments, args), (with_default, args), (with_rest, args), (lambda *, a: None, args),
                            (closure, "closures not supported"), (lambda a: outer, "closures not supported"),
                            (with_value, value), (lambda: ..., value), (lambda: 1, value), (generator, value),
                            (coroutine, value), (compile("1", "a file", "eval"), value)):
            with self.subTest(wrong), self.assertRaises(ValueError) as caught:
                self.interp.exec(wrong)
            self.assertEqual(str(caught.exception), text)
            self.assertIs(type(caught.exception), ValueError)

    def test_other_types(self):
        for wrong in (10, None, 1.5, ["pass"], print, str.upper, type("C", (), {})):
            with self.subTest(wrong), self.assertRaises(TypeError) as caught:
                self.interp.exec(wrong)
            self.assertEqual(str(caught.exception), f"unsupported script {wrong!r}")
        self.assertRaises(TypeError, self.interp.exec)
        self.assertRaises(TypeError, self.interp.exec, code="pass")
        self.assertRaises(TypeError, self.interp.exec, "pass", True)

    def test_globals_and_locals_are_those_of_main(self):
        self.interp.exec("import sys\nassert globals() is locals() is sys.modules['__main__'].__dict__\nx = 1")
        self.interp.exec("x += 1\ndef f(): return x")
        self.interp.exec("assert x == f() == 2")
        self.assertRaises(ExecutionFailed, interpreters.create().exec, "x")

    def test_many_different_texts(self):
        for i in range(300):
            self.interp.exec(f"x = {i}\nassert x == {i}")
        self.interp.exec("x = " + "0 + " * 5000 + "1")
        self.interp.exec("assert x == 1")

    def test_main_and_closed_interpreters_are_no_targets(self):
        for code in ("pass", "a b", 10, lambda x: x):
            with self.assertRaises(InterpreterError) as caught:
                interpreters.get_main().exec(code)
            self.assertEqual(str(caught.exception), "cannot exec code for unrecognized interpreter 0")
        self.interp.close()
        for code in ("pass", "a b", 10, lambda x: x):
            with self.assertRaises(InterpreterNotFoundError) as caught:
                self.interp.exec(code)
            self.assertEqual(str(caught.exception), f"unrecognized interpreter ID {self.interp.id}")
            shown = "".join(traceback.format_exception(caught.exception))
            self.assertNotIn("During handling of", shown)

    def test_descriptors_are_those_of_the_process(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        self.addCleanup(os.close, writer)
        self.interp.exec(f"import os; os.write({writer}, b'it worked')")
        self.assertEqual(os.read(reader, 100), b"it worked")


class Point14(Base):
    """prepare_main()"""

    def test_binds_names(self):
        q = interpreters.create_queue()
        self.assertIsNone(self.interp.prepare_main({"a": 1, "b": b"2"}, c=(None, (True, q)), ns="own", self=3))
        self.interp.prepare_main([("d", 4.5), ("e", "\ud83d\ude00")])
        self.interp.prepare_main({"no identifier": 2**100, "": 0, "\u00e9": 1})
        self.interp.exec("assert (a, b, c[1][0], ns, self, d) == (1, b'2', True, 'own', 3, 4.5)\n"
                         "assert len(e) == 2 and globals()['no identifier'] == 2**100 and globals()[''] == 0\n"
                         "c[1][1].put('here')")
        self.assertEqual(q.get_nowait(), "here")

    def test_only_what_is_shareable_without_pickle(self):
        for wrong in ([1], {}, {1}, 1j, ..., bytearray(), print, object(), len, type, (1, [2]), OSError(), lambda: None,
                      self.interp):
            with self.subTest(wrong), self.assertRaises(NotShareableError) as caught:
                self.interp.prepare_main(first=1, wrong=wrong, last=2)
            self.assertIn("'wrong'", str(caught.exception))
        self.interp.exec("assert not {'first', 'wrong', 'last'} & set(globals())")

    def test_nothing_to_bind(self):
        for args in ((), ({},), (None,), ([],)):
            with self.subTest(args), self.assertRaises(ValueError) as caught:
                self.interp.prepare_main(*args)
            self.assertEqual(str(caught.exception), "arg 2 must be a non-empty dict")

    def test_wrong_names(self):
        self.assertRaises(TypeError, self.interp.prepare_main, 10)
        self.assertRaises(TypeError, self.interp.prepare_main, {1: 2})
        self.assertRaises(TypeError, self.interp.prepare_main, {"a": 1, b"b": 2})
        self.assertRaises(ValueError, self.interp.prepare_main, {"a": 1, "b\0c": 2})
        self.interp.exec("assert 'a' not in globals()")

    def test_main_and_closed_interpreters_are_no_targets(self):
        for wrong in ({}, {"a": 1}, {"a": []}):
            with self.assertRaises(InterpreterError) as caught:
                interpreters.get_main().prepare_main(wrong)
            self.assertEqual(str(caught.exception), "cannot update __main__ for unrecognized interpreter 0")
        self.interp.close()
        for wrong in ({}, {"a": 1}, {"a": []}):
            self.assertRaises(InterpreterNotFoundError, self.interp.prepare_main, wrong)


if __name__ == "__main__":
    unittest.main()
