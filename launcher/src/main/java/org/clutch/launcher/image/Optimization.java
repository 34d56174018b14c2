package org.clutch.launcher.image;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.clutch.launcher.Removal;

/**
 * Makes a runtime image that has Python's modules and compiler among those of the JDK, and an AOT cache of what a start loads.
 * A JDK with other modules in place of its own takes no such cache, an image of one does. It is made in a folder beside the
 * target, which it replaces once it is whole.
 */
public final class Optimization {
    /** The compiler of the same name, which is among Python's modules, comes in their place. */
    private static final Set<String> REPLACED = Set.of("jdk.graal.compiler", "jdk.graal.compiler.management");
    /** Says which JDK it is of. The script compares it with the JDK's own. */
    private static final String RELEASE = "jdk.release";
    private static final String CACHE = "clutch.aot";
    /** Says which Clutch it is of, in the same way. */
    private static final String STAMP = "stamp";

    private final Path home;
    private final Path lib;
    private final List<String> options;
    private final Path work;
    private final Progress progress;

    private Optimization(Path home, List<String> options, Path work, Progress progress) {
        this.home = home;
        this.lib = home.resolve("lib");
        this.options = options;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Makes the image.
     *
     * @param args the folder of Clutch, the folder to make, and what the JVM of a usual start gets, up to the main class
     */
    public static void main(String[] args) {
        Path target = Path.of(args[1]);
        Progress progress = new Progress();
        try {
            Files.createDirectories(target.getParent());
            Path work = Files.createTempDirectory(target.getParent(), "making-");
            try {
                Path image = new Optimization(Path.of(args[0]), List.of(args).subList(2, args.length), work, progress)
                        .make();
                Removal.of(target);
                Files.move(image, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Removal.of(work);
            }
            progress.end("clutch starts faster from now on; remove " + target + " to undo that");
        } catch (IOException | IllegalStateException e) {
            progress.end("nothing was optimized: " + (e instanceof IOException ? e.toString() : e.getMessage()));
            System.exit(1);
        } catch (InterruptedException e) {
            System.exit(130);
        }
    }

    private Path make() throws IOException, InterruptedException {
        Path image = link();
        Files.copy(Path.of(System.getProperty("java.home"), "release"), image.resolve(RELEASE));
        progress.show("the AOT cache, by a start that is recorded");
        train(image);
        Files.copy(home.resolve(STAMP), image.resolve(STAMP));
        return image;
    }

    private Path link() throws IOException {
        JdkModules jdk = new JdkModules();
        List<String> names = jdk.names(REPLACED);
        Path jmods = Files.createDirectory(work.resolve("jmods"));
        for (String name : names) {
            progress.show("module " + name);
            Path folder = work.resolve(name);
            jdk.make(name, folder, jmods.resolve(name + ".jmod"));
            Removal.of(folder);
        }
        progress.show("the runtime image");
        List<Path> pythons = List.of(lib.resolve("modules"), lib.resolve("upgrade"));
        List<String> all = new ArrayList<>(names);
        ModuleFinder.of(pythons.toArray(Path[]::new)).findAll().forEach(each -> all.add(each.descriptor().name()));
        Path image = work.resolve("image");
        Tool.run("jlink", List.of("--ignore-signing-information", "--module-path",
                String.join(":", jmods.toString(), pythons.get(0).toString(), pythons.get(1).toString()),
                "--add-modules", String.join(",", all), "--output", image.toString()));
        return image;
    }

    /** Starts Clutch as it starts from then on, and has the JVM record what that loads. */
    private void train(Path image) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(image.resolve("bin/java").toString(),
                "-XX:AOTCacheOutput=" + image.resolve(CACHE)));
        command.addAll(options);
        command.addAll(List.of("org.clutch.launcher.Main", "-c", "from concurrent import interpreters\n"
                + "interp = interpreters.create()\ninterp.exec('pass')\ninterp.close()"));
        Path log = work.resolve("training.log");
        int status = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start()
                .waitFor();
        if (status != 0 || !Files.exists(image.resolve(CACHE))) {
            List<String> said = Files.readAllLines(log);
            throw new IllegalStateException("the start that was to be recorded failed: "
                    + String.join("; ", said.subList(Math.max(0, said.size() - 5), said.size())));
        }
    }
}
