"""Attempts of one interpreter to change what another one has, a class for each kind of state."""

import os
import pathlib
import tempfile
import threading
import unittest
from concurrent import interpreters
from concurrent.interpreters import ExecutionFailed

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

    def in_thread(self, function, *args):
        thread = threading.Thread(target=function, args=args)
        thread.start()
        self.addCleanup(thread.join)
        return thread

    def seen(self, interp, expression):
        return eval(expression, {}) if interp is None else interp.call(eval, expression)

    def own(self, *cases):
        """Check that what an interpreter changes is seen in no other, be it there already or made later.

        A case is what it changes, how that is seen, and what takes it back. First a subinterpreter does it, then main.
        """
        namespace = {}
        for culprit, run in ((self.culprit, self.culprit.exec), (None, lambda code: exec(code, namespace))):
            others = [each for each in (None, self.culprit, self.other) if each is not culprit]
            before = [[self.seen(each, seen) for _, seen, _ in cases] for each in (culprit, *others)]
            try:
                for change, _, _ in cases:
                    run(change)
                later = interpreters.create()
                after = [[self.seen(each, seen) for _, seen, _ in cases] for each in (culprit, *others, later)]
            finally:
                for _, _, undo in cases:
                    run(undo)
            later.close()
            for (change, *_), old, new in zip(cases, before[0], after[0]):
                self.assertNotEqual(old, new, f"it changed nothing: {change}")
            self.assertEqual(after[1:], [*before[1:], before[-1]])


class SysModules(Base):
    def test_modules_that_come_and_go(self):
        self.own(
            ("import sys; sys.modules['spam'] = sys", "'spam' in __import__('sys').modules", "del sys.modules['spam']"),
            ("import sys, wave; sys.modules['wave'] = None",
             "__import__('sys').modules.get('wave', 'absent') is None", "sys.modules['wave'] = wave"),
        )

    def test_attributes_of_modules(self):
        self.own(
            ("import math; math.pi = 3", "__import__('math').pi", "math.pi = 3.141592653589793"),
            ("import sys; sys.spam = 1", "hasattr(__import__('sys'), 'spam')", "del sys.spam"),
            ("import posix; kept = posix.getppid; posix.getppid = lambda: -1", "__import__('posix').getppid() == -1",
             "posix.getppid = kept"),
            ("import _clutch; _clutch.spam = 1", "hasattr(__import__('_clutch'), 'spam')", "del _clutch.spam"),
            ("from concurrent import interpreters as i; kept_list = i.list_all; i.list_all = None",
             "__import__('concurrent.interpreters').interpreters.list_all is None", "i.list_all = kept_list"),
        )

    def test_the_whole_dict(self):
        self.culprit.exec("import sys; sys.modules.clear()")
        self.other.exec("import sys, json; assert 'builtins' in sys.modules")
        interpreters.create().exec("import json")

    def test_a_module_once_found_is_imported_in_each(self):
        with tempfile.TemporaryDirectory() as folder:
            source = "state = []\ndef add(n):\n    state.append(n)\n    return len(state)"
            pathlib.Path(folder, "clutch_state.py").write_text(source)
            for expected in (1, 2):
                for each in (self.culprit, self.other):
                    each.exec(f"import sys; sys.path[:1] = [{folder!r}]; import clutch_state")
                    self.assertEqual(self.seen(each, "clutch_state.add(0)"), expected)


class Builtins(Base):
    def test_functions(self):
        self.own(
            ("import builtins; kept_sorted = sorted; builtins.sorted = lambda obj: -1", "sorted('spam')",
             "builtins.sorted = kept_sorted"),
            ("import builtins; kept_input = input; builtins.input = None", "input is None",
             "builtins.input = kept_input"),
            ("import builtins; builtins.spam = 1", "hasattr(__import__('builtins'), 'spam')", "del builtins.spam"),
            ("import builtins; kept_error = EOFError; builtins.EOFError = KeyError", "EOFError.__name__",
             "builtins.EOFError = kept_error"),
        )

    def test_what_statements_use(self):
        self.own(
            ("import builtins; kept_import = __import__; builtins.__import__ = lambda *args: kept_import(*args)",
             "__import__.__name__", "builtins.__import__ = kept_import"),
            ("import builtins; kept_build = __build_class__\n"
             "def build(f, name, *args, **kw): return 7 if name == 'Spam' else kept_build(f, name, *args, **kw)\n"
             "builtins.__build_class__ = build",
             "__import__('builtins').__build_class__(lambda: None, 'Spam') == 7",
             "builtins.__build_class__ = kept_build"),
        )

    def test_no_builtins_left(self):
        self.culprit.exec("import builtins; builtins.__dict__.clear()")
        self.other.exec("assert len([1]) == 1")
        interpreters.create().exec("assert len([1]) == 1")
        self.assertEqual(len([1]), 1)
        with self.assertRaisesRegex(interpreters.InterpreterError, "NameError"):
            self.culprit.close()
        self.assertNotIn(self.culprit, interpreters.list_all())


class ClassAttributes(Base):
    """Each interpreter has every class for itself, those of C included."""

    WALK = """
def walk():
    seen, todo = {}, [object]
    while todo:
        kind = todo.pop()
        key = f"{getattr(kind, '__module__', None)}.{kind.__qualname__}"  # some classes have none
        if key not in seen:
            seen[key] = kind
            todo += type.__subclasses__(kind)
    return seen

def change():
    changed = 0
    for kind in walk().values():
        for holder in (kind, *vars(kind).values()):
            for name in ("clutch_spam", "__doc__"):
                try:
                    setattr(holder, name, "clutch_spam")
                except Exception:
                    continue
                changed += 1
    return changed

def found():
    return tuple(key for key, kind in walk().items() for holder in (kind, *vars(kind).values())
                 if "clutch_spam" in (getattr(holder, "clutch_spam", None), getattr(holder, "__doc__", None)))
"""

    def test_of_the_library(self):
        self.own(
            ("import json; json.JSONEncoder.item_separator = '!'", "__import__('json').JSONEncoder.item_separator",
             "json.JSONEncoder.item_separator = ', '"),
            ("import collections; collections.Counter.spam = 1", "hasattr(__import__('collections').Counter, 'spam')",
             "del collections.Counter.spam"),
            ("import copyreg; copyreg.dispatch_table['spam'] = 1", "'spam' in __import__('copyreg').dispatch_table",
             "del copyreg.dispatch_table['spam']"),
        )

    def test_registered_with_abstract_ones(self):
        kinds = "(lambda c: (isinstance(1, c.abc.Sequence), issubclass(list, c.abc.Hashable)))(__import__('collections.abc'))"
        self.culprit.exec("from collections import abc; abc.Sequence.register(int); abc.Hashable.register(list)\n"
                          f"assert {kinds} == (True, True)")
        for each in (None, self.other, interpreters.create()):
            self.assertEqual(self.seen(each, kinds), (False, False))

    def test_every_class_that_can_be_changed(self):
        for each in (self.culprit, self.other):
            each.exec("import array, collections, csv, ctypes, decimal, io, itertools, random, re, socket, struct, zlib")
            each.exec(self.WALK)
        namespace = {}
        exec(self.WALK, namespace)
        self.assertGreater(self.seen(self.culprit, "change()"), 1000)
        self.assertGreater(len(self.seen(self.culprit, "found()")), 1000)
        self.assertEqual(self.seen(self.other, "found()"), ())
        self.assertEqual([each for each in namespace["found"]() if "ClassAttributes" not in each], [])
        later = interpreters.create()
        later.exec(self.WALK)
        self.assertEqual(self.seen(later, "found()"), ())

    def test_builtin_types_refuse(self):
        for code in ("int.spam = 1", "list.append = None", "type(lambda: 0).__call__ = 1", "del str.upper"):
            with self.assertRaisesRegex(ExecutionFailed, "^TypeError"):
                self.culprit.exec(code)

    def test_subclasses_of_builtin_types_are_not_listed_elsewhere(self):
        self.culprit.exec("class Hidden(int): pass")
        self.assertEqual([each for each in int.__subclasses__() if each.__name__ == "Hidden"], [])
        listed = "len([each for each in int.__subclasses__() if each.__name__ == 'Hidden'])"
        self.assertEqual((self.seen(self.culprit, listed), self.seen(self.other, listed)), (1, 0))


class SysPath(Base):
    def test_lists_and_caches(self):
        self.own(
            *((f"import sys; sys.{name}.append('/spam')", f"'/spam' in __import__('sys').{name}",
               f"sys.{name}.remove('/spam')") for name in ("path", "argv", "warnoptions")),
            ("import sys; sys.meta_path.append(int)", "int in __import__('sys').meta_path", "sys.meta_path.remove(int)"),
            ("import sys; sys.path_hooks.append(int)", "int in __import__('sys').path_hooks", "sys.path_hooks.remove(int)"),
            ("import sys; sys.path_importer_cache['/spam'] = None",
             "'/spam' in __import__('sys').path_importer_cache", "del sys.path_importer_cache['/spam']"),
        )

    def test_the_list_itself(self):
        self.own(("import sys; kept = sys.path; sys.path = [*kept, '/spam']", "__import__('sys').path[-1] == '/spam'",
                  "sys.path = kept"))

    def test_a_finder_finds_for_its_own_interpreter(self):
        self.culprit.exec("import sys, types\nfrom importlib.machinery import ModuleSpec\n"
                          "class Finder:\n"
                          "    def find_spec(self, name, path=None, target=None):\n"
                          "        return ModuleSpec(name, self) if name == 'clutch_spam' else None\n"
                          "    def create_module(self, spec): return None\n"
                          "    def exec_module(self, module): pass\n"
                          "sys.meta_path.insert(0, Finder()); import clutch_spam")
        with self.assertRaisesRegex(ExecutionFailed, "^ModuleNotFoundError"):
            self.other.exec("import clutch_spam")
        self.assertRaises(ModuleNotFoundError, __import__, "clutch_spam")


class Environment(Base):
    def test_of_interpreters_that_exist(self):
        self.culprit.exec("import os")
        self.other.exec("import os")
        self.addCleanup(os.unsetenv, "CLUTCH_SPAM")
        self.culprit.exec("os.environ['CLUTCH_SPAM'] = 'spam'; os.putenv('CLUTCH_SPAM', 'eggs')")
        self.assertNotIn("CLUTCH_SPAM", os.environ)
        self.other.exec("assert 'CLUTCH_SPAM' not in os.environ")

    def test_the_mapping_itself(self):
        self.own(("import os; kept = os.environ; os.environ = {}", "len(__import__('os').environ) == 0",
                  "os.environ = kept"))


class Settings(Base):
    """Hooks, streams, limits and settings of the library."""

    def test_of_sys(self):
        self.own(*((f"import sys; {change}", f"__import__('sys').{seen}", undo) for change, seen, undo in (
            ("sys.excepthook = None", "excepthook is None", "sys.excepthook = sys.__excepthook__"),
            ("sys.displayhook = None", "displayhook is None", "sys.displayhook = sys.__displayhook__"),
            ("unraisable = sys.unraisablehook; sys.unraisablehook = None", "unraisablehook is None",
             "sys.unraisablehook = unraisable"),
            ("out = sys.stdout; sys.stdout = None", "stdout is None", "sys.stdout = out"),
            ("err = sys.stderr; sys.stderr = None", "stderr is None", "sys.stderr = err"),
            ("sys.setrecursionlimit(1234)", "getrecursionlimit()", "sys.setrecursionlimit(1000)"),
            ("sys.set_int_max_str_digits(1234)", "get_int_max_str_digits()", "sys.set_int_max_str_digits(4300)"),
            ("interval = sys.getswitchinterval(); sys.setswitchinterval(0.25)", "getswitchinterval()",
             "sys.setswitchinterval(interval)"),
            ("write = sys.dont_write_bytecode; sys.dont_write_bytecode = 'spam'", "dont_write_bytecode == 'spam'",
             "sys.dont_write_bytecode = write"),
            ("sys.pycache_prefix = '/spam'", "pycache_prefix", "sys.pycache_prefix = None"),
            ("sys.set_asyncgen_hooks(firstiter=print)", "get_asyncgen_hooks()[0] is not None",
             "sys.set_asyncgen_hooks(None, None)"),
        )))  # fmt: skip

    def test_of_threading(self):
        self.own(
            ("import threading; threading.settrace(print); threading.setprofile(print)\n"
             "threading.excepthook = None; threading.stack_size(1 << 20)",
             "(lambda t: (bool(t.gettrace()), bool(t.getprofile()), t.excepthook is None, t.stack_size()))"
             "(__import__('threading'))",
             "threading.settrace(None); threading.setprofile(None); threading.excepthook = threading.__excepthook__\n"
             "threading.stack_size(0)"),
            ("import threading; threading.main_thread().name = 'spam'", "__import__('threading').main_thread().name",
             "threading.main_thread().name = 'MainThread'"),
        )

    def test_of_gc(self):
        self.own(("import gc; gc.disable(); gc.callbacks.append(print)",
                  "(lambda gc: (gc.isenabled(), len(gc.callbacks)))(__import__('gc'))",
                  "gc.enable(); gc.callbacks.remove(print)"))

    def test_of_the_library(self):
        self.own(
            ("import socket; socket.setdefaulttimeout(5)", "__import__('socket').getdefaulttimeout()",
             "socket.setdefaulttimeout(None)"),
            ("import csv; csv.register_dialect('spam'); csv.field_size_limit(77)",
             "(lambda csv: ('spam' in csv.list_dialects(), csv.field_size_limit()))(__import__('csv'))",
             "csv.unregister_dialect('spam'); csv.field_size_limit(131072)"),
            ("import decimal; decimal.DefaultContext.prec = 3", "__import__('decimal').DefaultContext.prec",
             "decimal.DefaultContext.prec = 28"),
            ("import locale; kept = locale.setlocale(locale.LC_ALL); locale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')",
             "__import__('locale').setlocale(__import__('locale').LC_ALL)", "locale.setlocale(locale.LC_ALL, kept)"),
            ("import tempfile; tempfile.tempdir = '/spam'", "__import__('tempfile').tempdir", "tempfile.tempdir = None"),
            ("import asyncio; asyncio.set_event_loop_policy(type('P', (asyncio.DefaultEventLoopPolicy,), {})())",
             "type(__import__('asyncio').get_event_loop_policy()).__name__", "asyncio.set_event_loop_policy(None)"),
        )  # fmt: skip

    def test_codecs(self):
        self.culprit.exec("import codecs\n"
                          "codecs.register(lambda name: codecs.lookup('utf-8') if name == 'spam' else None)\n"
                          "codecs.register_error('spam', lambda e: ('', e.end))\n"
                          "assert 'x'.encode('spam') == b'x' and '\\u1234'.encode('ascii', 'spam') == b''")
        for code in ("'x'.encode('spam')", "'\\u1234'.encode('ascii', 'spam')"):
            self.assertRaises(LookupError, eval, code)
            with self.assertRaisesRegex(ExecutionFailed, "^LookupError"):
                self.other.exec(code)

    def test_random_numbers(self):
        draw = "tuple(random.random() for _ in range(3))"
        for each in (self.culprit, self.other):
            each.exec("import random; random.seed(1)")
        expected = self.seen(self.culprit, draw)
        self.culprit.exec("random.seed(2)")
        self.assertEqual(self.seen(self.other, draw), expected)


class LoggingAndWarnings(Base):
    def test_logging(self):
        self.own(("import logging; logging.getLogger().setLevel(5); logging.disable(7); logging.addLevelName(33, 'SPAM')\n"
                  "handler = logging.NullHandler(); logging.getLogger().addHandler(handler)\n"
                  "logging.raiseExceptions = False; logging.setLogRecordFactory(dict)",
                  "(lambda l: (l.root.level, l.root.manager.disable, l.getLevelName(33), len(l.root.handlers),"
                  " l.raiseExceptions, l.getLogRecordFactory() is dict))(__import__('logging'))",
                  "logging.getLogger().setLevel(30); logging.disable(0); logging.getLogger().removeHandler(handler)\n"
                  "logging.raiseExceptions = True; logging.setLogRecordFactory(logging.LogRecord)\n"
                  "del logging._levelToName[33], logging._nameToLevel['SPAM']"))

    def test_records_reach_the_handlers_of_their_own_interpreter(self):
        log = ("import logging\nclass Handler(logging.Handler):\n"
               "    def emit(self, record): queue.put((NAME, record.getMessage()))\n"
               "logging.getLogger('clutch.spam').addHandler(Handler())")
        for name, each in (("culprit", self.culprit), ("other", self.other)):
            each.prepare_main(NAME=name)
            each.exec(log)
        self.culprit.exec("logging.getLogger('clutch.spam').error('hear')")
        self.assertEqual(self.queue.get_nowait(), ("culprit", "hear"))
        self.assertTrue(self.queue.empty())

    def test_warnings(self):
        self.own(
            ("import warnings; kept = warnings.filters[:], warnings.showwarning\n"
             "warnings.simplefilter('error', ImportWarning); warnings.showwarning = None",
             "(lambda w: (w.filters[0][:3:2], w.showwarning is None))(__import__('warnings')).__repr__()",
             "warnings.filters[:], warnings.showwarning = kept; warnings._filters_mutated()"),
            ("import _warnings; _warnings._onceregistry['spam'] = 1",
             "'spam' in __import__('_warnings')._onceregistry", "del _warnings._onceregistry['spam']"),
        )

    def test_a_warning_is_an_error_where_it_was_made_one(self):
        self.culprit.exec("import warnings; warnings.simplefilter('error')")
        self.other.exec("import warnings; warnings.simplefilter('ignore')")
        with self.assertRaisesRegex(ExecutionFailed, "^UserWarning: spam"):
            self.culprit.exec("warnings.warn('spam')")
        self.other.exec("warnings.warn('spam')")


class ImportLock(Base):
    def test_one_that_is_held(self):
        go = interpreters.create_queue()
        self.culprit.prepare_main(go=go)
        thread = self.in_thread(self.culprit.exec,
                                "import _imp; _imp.acquire_lock(); queue.put(_imp.lock_held())\n"
                                "go.get(); _imp.release_lock()")
        self.assertIs(self.queue.get(timeout=LONG), True)
        import colorsys

        self.assertTrue(colorsys)
        self.other.exec("import _imp, colorsys; assert not _imp.lock_held()")
        interpreters.create().exec("import colorsys")
        self.assertTrue(thread.is_alive())
        go.put(None)

    def test_a_module_whose_import_takes_for_ever(self):
        go = interpreters.create_queue()
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "clutch_slow.py").write_text(
                "import __main__\nif hasattr(__main__, 'go'):\n    __main__.queue.put('inside'); __main__.go.get()\n")
            self.culprit.prepare_main(go=go)
            load = f"import sys; sys.path.insert(0, {folder!r}); import clutch_slow"
            thread = self.in_thread(self.culprit.exec, load)
            self.assertEqual(self.queue.get(timeout=LONG), "inside")
            self.other.exec(load)
            interpreters.create().exec(load)
            self.assertTrue(thread.is_alive())
            go.put(None)
            thread.join()
        self.culprit.exec("assert 'clutch_slow' in sys.modules")


class Unshared(Base):
    """Ways around what crosses."""

    def test_java_and_other_languages_are_out_of_reach(self):
        for code in ("import java; java.type('java.lang.System')", "import polyglot; polyglot.export_value('spam', 1)",
                     "import polyglot; polyglot.import_value('spam')"):
            with self.assertRaisesRegex(ExecutionFailed, "^NotImplementedError"):
                self.culprit.exec(code)

    def test_a_copy_changes_nothing_at_its_source(self):
        source = [1, {"key": [2]}]
        self.queue.put(source)
        self.culprit.exec("received = queue.get(); received[1]['key'].append(3); received.clear()")
        self.assertEqual(source, [1, {"key": [2]}])


if __name__ == "__main__":
    unittest.main()
