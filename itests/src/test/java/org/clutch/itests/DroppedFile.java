package org.clutch.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/** A file in the deploy folder whose bundle has started, and is gone once this is closed. */
final class DroppedFile implements AutoCloseable {
    private final BundleContext context;
    private final BundleListener listener;
    private final CountDownLatch up = new CountDownLatch(1);
    private final CountDownLatch down = new CountDownLatch(1);
    private final Path file;

    DroppedFile(BundleContext context, String name, String bundle, byte[] content)
            throws IOException, InterruptedException {
        this.context = context;
        this.listener = event -> {
            if (bundle.equals(event.getBundle().getSymbolicName())) {
                heard(event.getType());
            }
        };
        context.addBundleListener(listener);
        file = ClutchContainer.deployed().resolve(name);
        // Nobody sees half of it.
        Path draft = Files.write(Path.of("target", name), content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        up.await();
    }

    private void heard(int event) {
        if (event == BundleEvent.STARTED) {
            up.countDown();
        } else if (event == BundleEvent.UNINSTALLED) {
            down.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
        try {
            down.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the bundle of " + file + " is still there", e);
        } finally {
            context.removeBundleListener(listener);
        }
    }
}
