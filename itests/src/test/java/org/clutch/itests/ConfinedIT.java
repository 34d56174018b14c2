package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.inject.Inject;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.LimitExceededException;
import org.clutch.interpreter.Limits;
import org.clutch.share.NotShareableException;
import org.clutch.share.ObjectReference;
import org.clutch.share.QueueReference;
import org.clutch.share.Tuple;
import org.junit.Before;
import org.junit.Test;

/** Attempts to break out of a confined interpreter. */
public class ConfinedIT extends ContainerTest {
    private Path readable;
    private Path secret;
    private InterpreterSpec spec;
    @Inject
    private Channels channels;

    private Interpreter confined;

    @Before
    public void confine() throws IOException {
        Path folder = Files.createTempDirectory("clutch-confined-").toRealPath();
        readable = Files.createDirectory(folder.resolve("readable"));
        Files.writeString(readable.resolve("allowed.txt"), "allowed");
        Files.writeString(readable.resolve("inside.py"), "answer = 42");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        secret = Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.writeString(outside.resolve("hidden.py"), "answer = 42");
        Files.createSymbolicLink(readable.resolve("link.txt"), secret);
        Files.createSymbolicLink(readable.resolve("folder"), outside);
        spec = new InterpreterSpec("confined").withIsolation(Isolation.CONFINED).withPythonPath(readable)
                .withEnvironment(Map.of("GIVEN", "yes")).withLimits(new Limits(0, Duration.ofSeconds(60)));
        confined = interpreters.create(spec);
        confined.prepareMain(Map.of("readable", readable.toString(), "secret", secret.toString(), "outside",
                outside.toString(), "main_queue", queues.create(0, UnboundItems.UNBOUND).id(), "main_channel",
                channels.create(new ChannelSpec("queue", 0)).id()));
    }

    @Test
    public void channelsOfItsOwnAndEndsThatItWasGivenWork() throws Exception {
        ReceiveEnd receives = channels.create(new ChannelSpec("queue", 0)).receiveEnd();
        confined.prepareMain(Map.of("given", receives.channel().sendEnd()));
        confined.exec("""
                from clutch import channels
                r, s = channels.create()
                s.send_nowait('own')
                assert r.recv() == 'own'
                given.send(('given', 1))
                assert [end.id for end in channels.list_all()[0]] == [given.id] * 2, channels.list_all()
                """);
        assertEquals(Tuple.of("given", 1L), receives.receive());
        assertThrows(ExecutionFailedException.class, () -> confined.exec("given.send([1])"));
    }

    @Test
    public void ordinaryCodeWorks() {
        confined.exec("""
                import collections, dataclasses, decimal, functools, itertools, json, math, os, random, re, string, sys
                import inside
                assert inside.answer == 42
                assert open(os.path.join(readable, 'allowed.txt')).read() == 'allowed'
                assert sorted(os.listdir(readable)) == ['allowed.txt', 'folder', 'inside.py', 'link.txt']
                assert os.environ['GIVEN'] == 'yes'
                assert json.loads('[1]') == [1]
                def add(a, b): return a + b
                """);
        assertEquals(3L, confined.call("add", 1, 2));
        assertEquals(Tuple.of("a", 1, null), confined.call("builtins:tuple", Arrays.asList("a", 1, null)));
    }

    /** Each line is code, and the exception that it must end with. */
    private static final String ESCAPES = """
            open('/etc/passwd') # PermissionError
            open(secret) # PermissionError
            open(readable + '/link.txt') # PermissionError
            open(readable + '/folder/secret.txt') # PermissionError
            open(readable + '/../outside/secret.txt') # PermissionError
            open(readable + '/new.txt', 'w') # PermissionError
            open(readable + '/allowed.txt', 'a') # PermissionError
            open(readable + '/allowed.txt', 'r+') # PermissionError
            import os; os.open(secret, os.O_RDONLY) # PermissionError
            import os; os.listdir('/') # PermissionError
            import os; os.listdir(outside) # PermissionError
            import os; os.scandir(readable + '/folder') # PermissionError
            import os; os.stat(secret) # PermissionError
            import os; os.unlink(readable + '/allowed.txt') # PermissionError
            import os; os.rename(readable + '/allowed.txt', readable + '/b.txt') # OSError
            import os; os.mkdir(readable + '/new') # PermissionError
            import os; os.symlink(secret, readable + '/mine') # OSError
            import os; os.link(secret, readable + '/mine') # OSError
            import os; os.readlink('/proc/self/exe') # PermissionError
            open('/proc/self/environ') # PermissionError
            open('/proc/self/mem', 'rb') # PermissionError
            import os; os.chmod(readable + '/allowed.txt', 0o777) # OSError
            import os; os.truncate(readable + '/allowed.txt', 0) # PermissionError
            import os; os.system('true') # PermissionError
            import os; os.popen('true') # PermissionError
            import subprocess; subprocess.run(['true']) # PermissionError
            import os; os.execv('/bin/true', ['true']) # PermissionError
            import os; os.posix_spawn('/bin/true', ['true'], {}) # PermissionError AttributeError
            import os; os.fork() # PermissionError AttributeError
            import multiprocessing; multiprocessing.Process(target=print).start() # RuntimeError PermissionError
            import os; os.kill(os.getpid(), 9) # PermissionError
            import os; os.kill(0, 9) # PermissionError
            import os; os.killpg(0, 9) # PermissionError AttributeError
            import os; os.abort() # PermissionError AttributeError
            import signal; signal.raise_signal(signal.SIGTERM) # PermissionError
            import _signal; _signal.raise_signal(9) # PermissionError
            import _imp, _signal; _imp.create_builtin(_signal.__spec__).raise_signal(9) # PermissionError
            import importlib, _signal; importlib.reload(_signal).raise_signal(9) # PermissionError
            import signal; signal.alarm(1) # PermissionError
            import signal; signal.setitimer(signal.ITIMER_REAL, 0.01) # PermissionError
            import signal; signal.signal(signal.SIGTERM, print) # ValueError
            import socket; socket.socket() # PermissionError
            import socket; socket.getaddrinfo('localhost', 80) # PermissionError
            import socket; socket.create_connection(('127.0.0.1', 80)) # PermissionError
            import urllib.request; urllib.request.urlopen('http://127.0.0.1:1/') # URLError PermissionError OSError
            import urllib.request; urllib.request.urlopen('file://' + secret) # URLError PermissionError
            import ctypes; ctypes.CDLL(None) # ImportError
            import sqlite3 # ImportError
            import _testcapi # ImportError
            import _imp, importlib.machinery as m; _imp.create_dynamic(m.ModuleSpec('x', None, origin='/x.so')) # ImportError OSError
            import java; java.type('java.lang.System') # NotImplementedError
            import java.lang.System # ModuleNotFoundError NotImplementedError
            import java; java.add_to_classpath('/tmp') # NotImplementedError
            import polyglot; polyglot.eval(language='python', string='1') # RuntimeError
            import polyglot; polyglot.import_value('x') # NotImplementedError
            import polyglot; polyglot.export_value('x', 1) # NotImplementedError
            import _clutch; _clutch.interpreters.getClass() # AttributeError
            import _clutch; _clutch.interpreters.host # AttributeError
            import _clutch; _clutch.data.pickle('abc') # ForeignException
            import _clutch; _clutch.data.pickle(b'abc') # ForeignException
            import _clutch; _clutch.data.bytes(b'abc') # ForeignException
            import _clutch; _clutch.data.bytes(memoryview(b'secret, not')[7:][::-1]) # ForeignException
            from clutch import channels as c; c._checked(c.create('queue')[1]._end().batchOfNumbers(False, bytes(8))) # ValueError
            import _clutch; _clutch.data.queueReference(main_queue) # TypeError ForeignException
            import __graalpython__; __graalpython__.read_file(secret) # PermissionError OSError
            import threading; threading.Thread(target=print).start() # RuntimeError
            import _thread; _thread.start_new_thread(print, ()) # RuntimeError
            from concurrent.futures import ThreadPoolExecutor; ThreadPoolExecutor().submit(print) # RuntimeError
            from concurrent import interpreters; interpreters.Interpreter(0) # InterpreterNotFoundError
            from concurrent import interpreters; interpreters.get_main().exec('1') # InterpreterError
            from concurrent import interpreters; interpreters.get_main().call(print) # NotShareableError InterpreterError
            from concurrent import interpreters; interpreters.Queue(main_queue) # QueueNotFoundError
            from clutch import channels; channels.RecvChannel(main_channel).recv_nowait() # ChannelNotFoundError
            from clutch import channels; channels.SendChannel(main_channel).send_nowait(1) # ChannelNotFoundError
            import _clutch; _clutch.channels.host # AttributeError
            import os; os.environ['PATH'] # KeyError
            import faulthandler; faulthandler.dump_traceback() # PermissionError
            import faulthandler, os; faulthandler.dump_traceback(os.pipe()[1]) # PermissionError
            import faulthandler; faulthandler.dump_traceback_later(1, exit=True) # PermissionError
            import faulthandler; faulthandler._sigsegv() # PermissionError AttributeError
            import select; select.select([0], [], [], 0) # PermissionError
            import os; os.chdir('/') # FileNotFoundError PermissionError
            import tempfile; tempfile.mkstemp() # FileNotFoundError PermissionError
            import sys; sys.path.insert(0, outside); import hidden # ModuleNotFoundError
            import zipimport; zipimport.zipimporter(secret) # ZipImportError
            import runpy; runpy.run_path(outside + '/hidden.py') # PermissionError
            import mmap; mmap.mmap(open(readable + '/allowed.txt', 'rb').fileno(), 0, access=mmap.ACCESS_WRITE) # OSError PermissionError ValueError
            def f(): return f()\\nf() # RecursionError
            """;

    @Test
    public void escapesEndWithTheExceptionOfPython() {
        assertTrue(ESCAPES.lines().count() >= 25);
        StringBuilder escaped = new StringBuilder();
        for (String line : ESCAPES.lines().toList()) {
            int split = line.lastIndexOf(" # ");
            String code = line.substring(0, split).replace("\\n", "\n");
            try {
                confined.exec(code);
                escaped.append("no exception: ").append(code).append('\n');
            } catch (ExecutionFailedException e) {
                if (!List.of(line.substring(split + 3).split(" ")).contains(e.snapshot().typeName())) {
                    escaped.append(e.snapshot().formatted()).append(": ").append(code).append('\n');
                }
            } catch (InterpreterException e) {
                escaped.append(e).append(": ").append(code).append('\n');
            }
        }
        assertEquals("", escaped.toString());
        confined.exec("usable = True");
    }

    @Test
    public void aResultIsNeverUnpickledElsewhere() throws Exception {
        Path proof = readable.resolve("proof");
        confined.exec("""
                class Evil:
                    def __reduce__(self):
                        import os
                        return os.mkdir, ('%s',)
                def evil(): return Evil()
                def nested(): return (1, (Evil(),))
                """.formatted(proof));
        assertThrows(NotShareableException.class, () -> confined.call("evil"));
        assertThrows(NotShareableException.class, () -> confined.call("nested"));
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        confined.prepareMain(Map.of("queue", new QueueReference(queue.id())));
        assertThrows(ExecutionFailedException.class, () -> confined.exec("queue.put(Evil())"));
        assertThrows(ExecutionFailedException.class, () -> confined.exec("queue.put((1, [2]))"));
        confined.exec("queue.put((1, 'two', b'three', None, 4.0))");
        assertEquals(1, queue.size());
        assertTrue(Files.notExists(proof));
    }

    /** A pickle that came in may not go on either: it is unpickled where it arrives, and nowhere else. */
    @Test
    public void aPickleThatArrivedDoesNotGoOn() throws Exception {
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        Interpreter trusted = interpreters.create();
        trusted.prepareMain(Map.of("queue", new QueueReference(queue.id())));
        trusted.exec("queue.put([1, 2])");
        confined.prepareMain(Map.of("queue", new QueueReference(queue.id())));
        assertThrows(ExecutionFailedException.class, () -> confined.exec("""
                raw = queue._host.poll()
                queue._host.offer(raw)
                """));
        trusted.exec("queue.put([3])");
        confined.exec("assert queue.get() == [3]");
    }

    @Test
    public void childrenAreConfinedWhateverTheyAskFor() {
        confined.exec("""
                from clutch import interpreters as more
                from concurrent import interpreters
                child = more.create("child", isolation="trusted", readable=["/"])
                assert [each.id for each in interpreters.list_all()] == [interpreters.get_current().id, child.id]
                for code in ("import os; os.system('true')", "open('/etc/passwd')", "open(%r)" % secret,
                             "import threading; threading.Thread(target=print).start()"):
                    try:
                        child.exec(code)
                    except interpreters.ExecutionFailed as e:
                        assert e.excinfo.type.__name__ in ("PermissionError", "RuntimeError"), e
                    else:
                        raise AssertionError(code)
                child_id = child.id
                def ident(): return child_id
                """);
        long child = (Long) confined.call("ident");
        assertTrue(interpreters.find(child).isPresent());
        confined.close();
        assertTrue(interpreters.find(child).isEmpty());
    }

    @Test
    public void othersAreOutOfReach() {
        Interpreter other = interpreters.create();
        ExecutionFailedException failure = assertThrows(ExecutionFailedException.class,
                () -> confined
                        .exec("from concurrent import interpreters; interpreters.Interpreter(" + other.id() + ")"));
        assertEquals("InterpreterNotFoundError", failure.snapshot().typeName());
        assertThrows(ExecutionFailedException.class, () -> confined.exec(
                "import _clutch; assert _clutch.interpreters.close(" + other.id() + ").kind() != 'not-found'"));
        other.exec("pass");
        InterpreterQueue given = queues.create(0, UnboundItems.UNBOUND);
        confined.prepareMain(Map.of("given", new QueueReference(given.id())));
        confined.exec("from concurrent import interpreters; assert interpreters.Queue(given.id) is given");
    }

    private static final String THING = """
            from concurrent.interpreters import share
            secret = ['secret']
            class Thing:
                def __init__(self): self.items, self.public, self._hidden = [1], 'public', 'hidden'
                def add(self, a, b=0): return a + b
                def call(self, function, *args): return function(*args)
                def type_of(self, obj): return type(obj).__name__
                def count(self):
                    yield 1
                    yield 2
                def fail(self): raise KeyError('spam')
            thing = Thing()
            def shared(): return share(thing)
            """;

    /** Gives a reference to an object of a trusted interpreter. */
    private ObjectReference thing() {
        Interpreter trusted = interpreters.create();
        trusted.exec(THING);
        return (ObjectReference) trusted.call("shared");
    }

    @Test
    public void aProxyThatWasGivenWorks() throws Exception {
        ObjectReference reference = thing();
        confined.exec("""
                def use(thing):
                    assert thing.add(1, b=2) == 3
                    thing.items.append(5)
                    assert list(thing.items) == [1, 5] and list(thing.count()) == [1, 2]
                    assert thing.call(lambda n: 2 * n, 21) == 42
                    thing.public = ('new', 1)
                    assert thing.public == ('new', 1) and hasattr(thing, 'add')
                    try: thing.fail()
                    except KeyError as e: assert e.args == ('spam',) and 'in fail' in str(e.__cause__)
                    else: raise AssertionError
                    thing.public = 'public'
                    del thing.items[1:]
                """);
        confined.call("use", reference);
        confined.prepareMain(Map.of("given", reference));
        confined.exec("use(given)");
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        confined.prepareMain(Map.of("queue", new QueueReference(queue.id())));
        queue.put(reference);
        queue.put(Tuple.of(1, reference));
        confined.exec("use(queue.get()); use(queue.get()[1]); queue.put(given)");
        assertEquals(reference, queue.take());
        confined.exec("""
                from concurrent import interpreters
                child = interpreters.create()
                child.prepare_main(thing=given)
                child.exec("assert thing.add(1, 1) == 2")
                """);
    }

    @Test
    public void aProxyOfAnOwnerThatIsClosedSaysSo() {
        ObjectReference reference = thing();
        confined.prepareMain(Map.of("thing", reference));
        interpreters.find(reference.owner()).orElseThrow().close();
        ExecutionFailedException failure = assertThrows(ExecutionFailedException.class,
                () -> confined.exec("thing.add(1)"));
        assertEquals("InterpreterError", failure.snapshot().typeName());
        assertTrue(failure.getMessage(), failure.getMessage().contains("which owns the shared object, is closed"));
    }

    /** Each line is an expression, and the exception that it must end with. */
    private static final String REACHES = """
            thing._hidden # AttributeError
            thing.__dict__ # AttributeError
            thing.add.__globals__ # AttributeError
            thing.add.__func__ # AttributeError
            thing.add.__self__ # AttributeError
            thing.__init__ # AttributeError
            thing.__getattribute__('_hidden') # AttributeError
            thing.__reduce__() # AttributeError
            thing.count().gi_frame # AttributeError
            thing.count().gi_code # AttributeError
            setattr(thing, '__class__', int) # AttributeError
            setattr(thing, '_hidden', 1) # AttributeError
            delattr(thing, '_hidden') # AttributeError
            type(thing).__getattribute__(thing, thing) # TypeError
            thing.__class__.__subclasses__(thing) # TypeError
            thing.call(thing.call, thing.add, Evil()).x # TypeError
            _clutch.objects.operate(owner, '__str__') # ForeignException
            _clutch.objects.operate(_clutch.data.tuple([owner]), '__str__') # ForeignException
            _clutch.objects.operate(object(), '__str__') # ForeignException
            _clutch.objects.holder(owner) # ForeignException
            _clutch.proxies.wrap(owner).add # ForeignException
            _clutch.objects.operate(reference, 'for_confined') # KeyError
            _clutch.objects.operate(reference, '__call__.__globals__') # KeyError
            _clutch.objects.operate(reference, '__getattribute__') # IndexError
            _clutch.objects.operate(reference, '__getattribute__', '_hidden') # AttributeError
            _clutch.objects.operate(reference, '__getattribute__', _clutch.data.tuple(['_hidden'])) # TypeError
            _clutch.data.pickle('abc') # ForeignException
            """;

    @Test
    public void aProxyLeadsToNothingBehindIt() {
        ObjectReference reference = thing();
        confined.prepareMain(Map.of("thing", reference, "owner", reference.owner()));
        confined.exec("""
                import _clutch
                import _clutch.proxies
                reference = _clutch.proxies.reference_of(thing)
                class Evil:
                    def __reduce__(self): return print, ('unpickled',)
                def outcome(given):
                    if type(given).__name__ == 'ForeignObject' and hasattr(given, 'kind') and type(given.kind()) is str:
                        _clutch.proxies.raise_failure(given, given.kind())
                """);
        StringBuilder reached = new StringBuilder();
        for (String line : REACHES.lines().toList()) {
            int split = line.lastIndexOf(" # ");
            try {
                confined.exec("outcome(" + line.substring(0, split) + ")");
                reached.append("no exception: ").append(line).append('\n');
            } catch (ExecutionFailedException e) {
                if (!e.snapshot().typeName().equals(line.substring(split + 3))) {
                    reached.append(e.snapshot().formatted()).append(": ").append(line).append('\n');
                }
            }
        }
        assertEquals("", reached.toString());
    }

    /** What cannot cross as it is goes by reference, so nothing of it is unpickled or run by its owner. */
    @Test
    public void argumentsOfACallAreNeverUnpickledElsewhere() {
        Path proof = readable.resolve("proof");
        confined.prepareMain(Map.of("thing", thing()));
        confined.exec("""
                class Evil:
                    def __reduce__(self):
                        import os
                        return os.mkdir, ('%s',)
                class Text(str): pass
                for obj in ([1], {}, {1}, bytearray(), Evil(), (Evil(),)[0], Evil, len, 1j, Text('x'), type):
                    assert thing.type_of(obj) == 'SharedObjectProxy', obj
                for obj in (1, 1 << 100, 2.5, 'x', b'x', None, True, ()):
                    assert thing.type_of(obj) == type(obj).__name__, obj
                thing.items.append(Evil())
                thing.public = (1, (Evil(),))
                """.formatted(proof));
        assertTrue(Files.notExists(proof));
    }

    /** Who uses an object of a confined interpreter gets neither pickles from it nor exceptions that end a program. */
    @Test
    public void aProxyOfAConfinedObjectHarmsNobody() throws Exception {
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        Interpreter trusted = interpreters.create();
        for (Interpreter each : List.of(confined, trusted)) {
            each.prepareMain(Map.of("queue", new QueueReference(queue.id())));
        }
        confined.exec("""
                from concurrent.interpreters import share
                class Odd(Exception): pass
                class Mine:
                    items = [1]
                    def raises(self, name): raise {'Odd': Odd, 'exit': SystemExit, 'value': ValueError}[name](name)
                    def arguments(self, *args): return tuple(type(each).__name__ for each in args)
                    def __enter__(self): return self
                    def __exit__(self, kind, error, traceback): return kind is ValueError
                queue.put(share(Mine()))
                """);
        trusted.exec("""
                from concurrent.interpreters import ExecutionFailed, InterpreterError, SharedObjectProxy
                mine = queue.get()
                assert mine.arguments([1], {}, 1j, 'x') == ('list', 'dict', 'complex', 'str')
                mine.items.append(2)
                assert list(mine.items) == [1, 2] and type(mine.items) is SharedObjectProxy
                def raised(action, *args):
                    try: action(*args)
                    except BaseException as e: return type(e)
                assert raised(mine.raises, 'value') is ValueError
                assert raised(mine.raises, 'Odd') is ExecutionFailed
                assert raised(mine.raises, 'exit') is ExecutionFailed
                with mine: raise ValueError
                """);
        for (String forged : List.of("_clutch.objects.raised(None, _clutch.data.tuple(['SystemExit', empty]))",
                "_clutch.data.result(1)", "_clutch.data.javaResult(_clutch.data.javaList([1]))",
                "_clutch.data.pickle('abc')", "object()", "_clutch")) {
            confined.exec("""
                    import _clutch, _clutch.sharing
                    empty = _clutch.data.tuple([])
                    _clutch.sharing.Holder.__call__ = lambda *args: %s
                    """.formatted(forged));
            trusted.exec("""
                    failure = raised(lambda: mine.items)
                    assert failure is not None and issubclass(failure, (InterpreterError, TypeError)), failure
                    """);
        }
    }

    /** The first use of a shared object is the one that GraalPy knows nothing about yet. */
    @Test
    public void aConfinedObjectNeverSeesTheExceptionThatItsCallerHandles() throws Exception {
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        Interpreter trusted = interpreters.create();
        for (Interpreter each : List.of(confined, trusted)) {
            each.prepareMain(Map.of("queue", new QueueReference(queue.id())));
        }
        confined.exec("""
                import sys
                from concurrent.interpreters import share
                class Spy:
                    def __getattr__(self, name): return repr(sys.exc_info()[1])
                queue.put(share(Spy()))
                """);
        trusted.exec("""
                spy = queue.get()
                for _ in range(3):
                    try: raise ValueError('secret')
                    except ValueError: assert spy.seen == 'None', spy.seen
                """);
    }

    /** Trusted, confined and trusted again on one thread, and so on, with an exception handled on each level. */
    @Test
    public void nestedCallsKeepTheirExceptionsApart() {
        Interpreter trusted = interpreters.create();
        trusted.exec("""
                import sys
                from concurrent.interpreters import share
                class Thing:
                    def add(self, a, b): return a + b
                    def fail(self): raise KeyError('spam')
                    def nest(self, back, n):
                        assert sys.exc_info()[1] is None
                        try: raise ValueError(n)
                        except ValueError: return back(self, n - 1) if n else str(sys.exc_info()[1])
                thing = Thing()
                def shared(): return share(thing)
                """);
        confined.prepareMain(Map.of("thing", (ObjectReference) trusted.call("shared")));
        confined.exec("""
                import sys
                def back(thing, n):
                    assert sys.exc_info()[1] is None
                    try: raise IndexError(n)
                    except IndexError: return thing.nest(back, n)
                assert back(thing, 6) == '0'
                try: thing.fail()
                except KeyError as e: assert 'in fail' in str(e.__cause__)
                else: raise AssertionError
                total = 0
                for i in range(5000): total = thing.add(total, i)
                assert total == 5000 * 4999 // 2
                """);
    }

    /** All interpreters run the engine's own modules as one of them has compiled them. */
    @Test
    public void modulesThatItCompiledStayItsOwn() {
        confined.exec("""
                import marshal, _clutch
                poison = marshal.dumps(compile("raise SystemExit('poisoned')", "x", "exec")).decode("latin-1")
                cells = [cell.cell_contents for each in vars(type(_clutch.__spec__.loader)).values()
                         for cell in getattr(each, "__closure__", None) or ()]
                modules = [each for each in cells if hasattr(each, "keepCode")]
                assert modules
                for name in modules[0].modules():
                    modules[0].keepCode(name, poison)
                """);
        interpreters.create().exec("""
                import sys, _clutch
                for finder in sys.meta_path:
                    if type(finder).__name__ == 'BundleFinder':
                        names = type(finder).find_spec.__closure__
                        for name in next(each.cell_contents for each in names if type(each.cell_contents) is frozenset):
                            __import__(name)
                """);
    }

    @Test
    public void hogsAreStopped() {
        Interpreter hog = interpreters.create(spec.withLimits(new Limits(50_000, Duration.ofSeconds(1))));
        assertThrows(LimitExceededException.class, () -> hog.exec("while True: pass"));
        assertThrows(LimitExceededException.class, () -> hog.exec("""
                while True:
                    try:
                        while True: pass
                    except BaseException: pass
                """));
        hog.exec("pass");
        assertThrows(LimitExceededException.class, () -> hog.exec("while True:\n    x = 1"));
        assertThrows(InterpreterNotFoundException.class, () -> hog.exec("pass"));
    }

    /** One that fills the heap more slowly than a collection takes: the heap has no borders. */
    @Test
    public void aMemoryHogIsStopped() {
        Interpreter hog = interpreters.create(spec);
        InterpreterException end = assertThrows(InterpreterException.class, () -> hog.exec("""
                hoard = []
                while True: hoard.append(bytearray(1 << 12))
                """));
        assertTrue(end.toString(), end instanceof LimitExceededException
                && end.getMessage().contains("MB of the heap are in use"));
        confined.exec("assert len(bytearray(1 << 20)) == 1 << 20");
    }

    @Test
    public void moduleTamperingHarmsOnlyItself() {
        confined.exec("""
                import _clutch.target
                _clutch.target.call_name = lambda *args: 'not an outcome'
                """);
        InterpreterException failure = assertThrows(InterpreterException.class, () -> confined.call("len", "abc"));
        assertTrue(failure.getMessage(), failure.getMessage().contains("damaged its own module"));
        interpreters.create().exec("import _clutch.target; assert _clutch.target.call_name.__name__ != '<lambda>'");
    }

    @Test
    public void interruptWorksAsAnywhere() throws Exception {
        InterpreterQueue inside = queues.create(0, UnboundItems.UNBOUND);
        confined.prepareMain(Map.of("inside", new QueueReference(inside.id())));
        Future<?> run = threads.submit(() -> confined.exec("inside.put(1)\nwhile True: pass"));
        inside.take();
        assertTrue(confined.interrupt(Duration.ofSeconds(60)));
        Throwable failure = assertThrows(ExecutionException.class, run::get).getCause();
        assertEquals(ExecutionInterruptedException.class, failure.getClass());
        confined.exec("pass");
    }
}
