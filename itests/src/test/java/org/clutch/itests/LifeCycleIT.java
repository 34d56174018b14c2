package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.junit.Test;

/**
 * Interpreters come and go and leave nothing behind. The property {@code clutch.cycles} says how many; the profile
 * {@code long} sets it to a thousand.
 */
public class LifeCycleIT extends ContainerTest {
    private static final int CYCLES = Integer.getInteger("clutch.cycles", 24);
    private static final int NATIVE_CYCLES = Math.max(4, CYCLES / 5);
    private static final String NATIVE = """
            import sqlite3, xml.etree.ElementTree as ET
            assert ET.fromstring('<a><b>text</b></a>').find('b').text == 'text'
            sqlite3.connect(':memory:').execute('select 1').fetchone()
            import bz2, ctypes, os, ssl, termios, zlib
            for each in bz2, zlib:
                assert each.decompress(each.compress(b'clutch' * 99)) == b'clutch' * 99
            assert ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED
            libc = ctypes.CDLL(None)
            compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int), ctypes.POINTER(ctypes.c_int))
            numbers = (ctypes.c_int * 4)(5, 1, 7, 3)
            libc.qsort(numbers, 4, ctypes.sizeof(ctypes.c_int), compare(lambda a, b: a[0] - b[0]))
            assert list(numbers) == [1, 3, 5, 7]
            terminal = os.openpty()
            assert len(termios.tcgetattr(terminal[1])) == 7
            os.close(terminal[0])
            os.close(terminal[1])
            """;

    private static long temporaryFiles() throws IOException {
        String own = "clutch-native-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("java.io.tmpdir")), 2)) {
            return all.filter(path -> path.getParent().getFileName() != null
                    && path.getParent().getFileName().toString().startsWith(own)).count();
        }
    }

    /** What the JIT compiler keeps grows with the first cycles, and no more when all that they run is compiled. */
    private static int warmUp(int cycles) {
        return Math.max(3, cycles / 4);
    }

    /** A life whose code runs in a thread that has ended before the close: C code leaves things in its thread's memory. */
    private void cycle(String code) throws Exception {
        try (Interpreter interpreter = interpreters.create()) {
            FutureTask<Void> run = new FutureTask<>(() -> interpreter.exec(code), null);
            Thread thread = new Thread(run, "life-cycle");
            thread.start();
            thread.join();
            run.get();
        }
    }

    @Test
    public void cyclesReturnWhatTheyTook() throws Exception {
        String code = "import threading; t = threading.Thread(target=len, args=('',)); t.start()";
        for (int i = 0; i < warmUp(CYCLES); i++) {
            cycle(code);
        }
        Belongings before = Belongings.now();
        for (int i = 0; i < CYCLES; i++) {
            cycle(code);
        }
        before.assertReturned();
    }

    @Test
    public void cyclesWithNativeModulesReturnWhatTheyTook() throws Exception {
        for (int i = 0; i < warmUp(NATIVE_CYCLES); i++) {
            cycle(NATIVE);
        }
        Belongings before = Belongings.now();
        long filesBefore = temporaryFiles();
        for (int i = 0; i < NATIVE_CYCLES; i++) {
            cycle(NATIVE);
        }
        before.assertReturned();
        // The next interpreter deletes what is no longer in memory.
        cycle(NATIVE);
        // Copies lie ready for a few interpreters; a copy is some seven files.
        assertTrue("copies of native modules pile up", temporaryFiles() - filesBefore < 7 * 12);
    }

    @Test
    public void nativeModulesWorkInThreeAtOnce() throws Exception {
        List<Future<?>> runs = new ArrayList<>();
        CyclicBarrier together = new CyclicBarrier(3);
        for (int i = 0; i < 3; i++) {
            Interpreter interpreter = interpreters.create();
            runs.add(threads.submit(() -> {
                together.await();
                interpreter.exec(NATIVE);
                return null;
            }));
        }
        for (Future<?> run : runs) {
            run.get();
        }
    }

    @Test
    public void severalThreadsCreateAtOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<Interpreter>> made = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            made.add(threads.submit(() -> {
                together.await();
                return interpreters.create();
            }));
        }
        Set<Long> ids = new HashSet<>();
        for (Future<Interpreter> each : made) {
            each.get().exec("pass");
            ids.add(each.get().id());
        }
        assertEquals(4, ids.size());
    }

    /** Whoever uses an interpreter while another closes it gets a documented outcome, and the close goes through. */
    @Test
    public void closingWhileUsed() throws Exception {
        for (int i = 0; i < 4; i++) {
            Interpreter interpreter = interpreters.create();
            CyclicBarrier together = new CyclicBarrier(3);
            List<Future<?>> users = new ArrayList<>();
            for (int user = 0; user < 2; user++) {
                users.add(threads.submit(() -> {
                    together.await();
                    while (true) {
                        try {
                            interpreter.exec("for i in range(1000): pass");
                        } catch (InterpreterException e) {
                            if (!interpreters.list().contains(interpreter)) {
                                throw e;
                            }
                        }
                    }
                }));
            }
            together.await();
            interpreter.close(Duration.ofSeconds(30));
            for (Future<?> user : users) {
                Throwable end = assertThrows(ExecutionException.class, user::get).getCause();
                assertTrue(end.toString(), end instanceof InterpreterException);
            }
        }
    }
}
