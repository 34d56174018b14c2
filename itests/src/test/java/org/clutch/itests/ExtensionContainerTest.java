package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import javax.inject.Inject;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.junit.After;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/** Tests of extension modules: the bundles that a test starts are uninstalled after it. */
public abstract class ExtensionContainerTest extends ContainerTest {
    @Inject
    BundleContext context;

    private final List<Bundle> started = new ArrayList<>();

    @After
    public void uninstallAll() throws BundleException {
        for (Bundle each : started) {
            if (each.getState() != Bundle.UNINSTALLED) {
                each.uninstall();
            }
        }
    }

    final Bundle start(ExtensionBundle bundle) throws Exception {
        Bundle installed = bundle.start(context);
        started.add(installed);
        return installed;
    }

    /** Waits until nothing is left of bundles that were uninstalled. */
    final void awaitGarbage(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        refreshed.await();
        while (loaders.stream().anyMatch(each -> each.get() != null)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("class loaders of uninstalled bundles are left");
            }
            System.gc();
        }
    }

    static String importError(Interpreter interpreter, String module) {
        ExecutionFailedException failure = assertThrows(ExecutionFailedException.class,
                () -> interpreter.exec("import " + module));
        assertEquals("ImportError", failure.snapshot().typeName());
        return failure.snapshot().message();
    }
}
