package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.clutch.interpreter.Interpreter;

/** The machine's C compiler. The property {@code clutch.compiler=required} makes tests fail where there is none. */
final class CCompiler {
    private CCompiler() {}

    /** Compiles an extension module against the engine's headers; the test is skipped if there is no compiler. */
    static byte[] compile(Interpreter python, Path source) throws Exception {
        Optional<Path> compiler = find();
        assumeTrue("skipped: no C compiler (gcc or cc) is on the PATH, so the native example cannot be built",
                compiler.isPresent() || "required".equals(System.getProperty("clutch.compiler")));
        String include = (String) python.call("sysconfig:get_path", "include");
        Path library = Files.createTempFile("extension", ".so");
        try {
            Process process = new ProcessBuilder(compiler.orElseThrow().toString(), "-shared", "-fPIC", "-O2",
                    "-I" + include,
                    "-o", library.toString(), source.toString()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(said, 0, process.waitFor());
            return Files.readAllBytes(library);
        } finally {
            Files.delete(library);
        }
    }

    static boolean isThere() {
        return find().isPresent();
    }

    private static Optional<Path> find() {
        return Stream.of("gcc", "cc").flatMap(name -> Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
    }
}
