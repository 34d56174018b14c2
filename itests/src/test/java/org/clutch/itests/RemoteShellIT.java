package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The shell for other processes: on the loopback interface alone, and where a configuration says so. */
public class RemoteShellIT {
    @Rule
    public final Timeout timeout = new Timeout(180, TimeUnit.SECONDS);
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void commandsComeFromThisMachineAlone() throws Exception {
        int port = freePort();
        configure(port);
        try (Clutch clutch = Clutch.start("--config", folder.getRoot().toString(), "--feature", "clutch-remote-shell",
                "--serve", "-c", "print('ready', flush=True)")) {
            clutch.awaitLine("ready");
            assertEquals("   1  ünï                      idle     0 threads\nünï\n",
                    said(port, "create ünï\n\n(interpreter 1) name\nexit\n"));
            String unknown = said(port, "interpreter 9\nexit\n");
            assertTrue(unknown, unknown.contains("there is no interpreter 9; there are "));
            for (InetAddress each : others()) {
                assertThrows(each.toString(), ConnectException.class, () -> new Socket(each, port).close());
            }
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                clutch.signal("TERM");
                assertEquals(-1, open.getInputStream().read());
            }
            Result result = clutch.end();
            assertEquals(result.err(), 143, result.status());
        }
    }

    @Test
    public void stoppingTheFrameworkEndsTheProcessWithTheStatusOfItsProgram() throws Exception {
        int port = freePort();
        configure(port);
        List<String> command = List.of(Clutch.CHECKOUT.resolve("launcher/clutch").toString(), "--config",
                folder.getRoot().toString(), "--feature", "clutch-remote-shell", "--serve", "-c",
                "raise SystemExit(3)");
        try (Clutch clutch = Clutch.start(new ProcessBuilder(command).redirectErrorStream(true))) {
            clutch.awaitLine("clutch: the program has ended with status 3; process " + clutch.pid() + " goes on");
            said(port, "($.context getBundle 0) stop\nexit\n");
            Result result = clutch.end();
            assertEquals(result.out(), 3, result.status());
        }
    }

    @Test
    public void portInUseIsNamedAndTheContainerRuns() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure(taken.getLocalPort());
            Result result = Clutch.run("", "--config", folder.getRoot().toString(), "--feature", "clutch-remote-shell",
                    "-c", "print(1)");
            assertEquals("1\n", result.out());
            assertEquals(0, result.status());
            assertTrue(result.err(), result.err().contains("org.clutch.shell: port = " + taken.getLocalPort()
                    + " cannot be had, so there is no remote shell: "));
        }
    }

    private void configure(int port) throws IOException {
        Path file = folder.getRoot().toPath().resolve("org.clutch.shell.cfg");
        Files.writeString(file, "port = " + port + "\n");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String said(int port, String commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Other addresses of this machine; there may be none. */
    private static List<InetAddress> others() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress()).toList();
    }
}
