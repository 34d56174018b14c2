package org.clutch.shell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Takes commands from other processes of this machine, by a port on the loopback interface; off unless one is configured. Each
 * connection is a session of its own. A thread waits for connections, and one for each connection takes its commands; all end
 * with this component, which closes what they wait for.
 */
@Component(service = {}, immediate = true, configurationPid = "org.clutch.shell")
@Designate(ocd = RemoteConfiguration.class)
public final class RemoteShell {
    private static final Logger LOG = System.getLogger("org.clutch.shell");
    private static final int MOST = 65_535;
    /** Python runs in threads of connections, too. */
    private static final int STACK = 16 << 20;

    private final CommandProcessor processor;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    /** Null if nobody listens. */
    private final ServerSocket server;

    /** DS gives the configuration, and who understands commands. */
    @Activate
    public RemoteShell(@Reference CommandProcessor processor, RemoteConfiguration configuration) {
        this.processor = processor;
        server = configuration.port() == 0 ? null : listen(configuration.port());
        if (server != null) {
            Thread.ofPlatform().daemon().name("clutch-shell-" + server.getLocalPort()).start(this::accept);
        }
    }

    private static ServerSocket listen(int port) {
        if (port < 0 || port > MOST) {
            LOG.log(Level.ERROR, () -> "org.clutch.shell: port = " + port + " is not in 0 to " + MOST
                    + ", so there is no remote shell");
            return null;
        }
        try {
            ServerSocket made = new ServerSocket();
            try {
                made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                made.close();
                throw e;
            }
            return made;
        } catch (IOException e) {
            LOG.log(Level.ERROR,
                    () -> "org.clutch.shell: port = " + port + " cannot be had, so there is no remote shell: "
                            + e.getMessage() + "; set another one");
            return null;
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                if (server.isClosed()) {
                    // Whoever closed the others may not have seen this one.
                    socket.close();
                }
                Thread thread = Thread.ofPlatform().daemon().name("clutch-shell-" + socket.getPort()).stackSize(STACK)
                        .unstarted(() -> serve(socket));
                // The engine finds its languages through this loader only.
                thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
                thread.start();
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
                LOG.log(Level.WARNING, () -> "the remote shell lost a connection before it began: " + e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Conversation(processor, socket).hold();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection of the remote shell ended", e);
        } finally {
            connections.remove(socket);
        }
    }

    /** Ends all connections. A command that runs meanwhile goes on until it has something to say. */
    @Deactivate
    void stop() throws IOException {
        if (server != null) {
            server.close();
            for (Socket each : connections) {
                each.close();
            }
        }
    }
}
