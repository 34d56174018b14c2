package org.clutch.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.clutch.launcher.ConfigFolder.Content;

/**
 * The entry point. All arguments are the command's; what concerns the launcher comes in system properties.
 */
public final class Main {
    private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(30);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

    private Main() {}

    /**
     * Runs the command and ends the JVM with its status, or with 1 and a line on standard error when it cannot start.
     *
     * @param args what the command gets
     */
    public static void main(String[] args) {
        Logging.install();
        Shutdown shutdown = new Shutdown(STOP_DEADLINE);
        int status = 1;
        try {
            status = run(args, shutdown);
        } catch (LaunchException e) {
            shutdown.report(e.getMessage());
        } catch (RuntimeException | Error e) {
            shutdown.report("internal error", e);
        }
        shutdown.exit(status);
    }

    private static int run(String[] args, Shutdown shutdown) throws LaunchException {
        Installation installation = Installation.fromSystemProperties();
        Optional<PidFile> pidFile = installation.pidFile();
        if (pidFile.isPresent()) {
            shutdown.onEnd(pidFile.get());
            pidFile.get().write();
        }
        StorageFolder storage = StorageFolder.create();
        shutdown.onEnd(storage);
        Map<String, String> deploy = installation.deploy().map(it -> it.properties(storage.path())).orElse(Map.of());
        Optional<ConfigFolder> config = installation.config();
        Content configured = config.isPresent() ? config.get().read() : Content.NONE;
        Container container = Container.create(installation.features(), installation.bundles(), storage.path(), deploy,
                configured);
        shutdown.onEnd(container);
        container.start();
        if (installation.printsConfiguration()) {
            System.out.print(container.configurations().effective());
            System.out.flush();
            return 0;
        }
        if (config.isPresent()) {
            shutdown.onEnd(ConfigWatch.start(config.get(), container.configurations()));
        }
        boolean serves = installation.serves();
        if (installation.reports()) {
            shutdown.report(process() + " serves; SIGTERM ends it");
        }
        int status = 0;
        if (!serves || args.length > 0) {
            status = call(container.awaitCommand(COMMAND_DEADLINE), args);
            if (installation.reports()) {
                shutdown.report("the program has ended with status " + status + "; " + process() + " goes on");
            }
        }
        if (serves) {
            container.awaitEnd();
        }
        return status;
    }

    private static String process() {
        return "process " + ProcessHandle.current().pid();
    }

    private static int call(ToIntFunction<String[]> command, String[] args) {
        // The engine finds its languages through this loader only.
        Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        return command.applyAsInt(args);
    }
}
