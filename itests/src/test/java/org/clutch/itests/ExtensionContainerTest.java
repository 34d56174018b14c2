package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import javax.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.junit.After;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

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

    static String importError(Interpreter interpreter, String module) {
        ExecutionFailedException failure = assertThrows(ExecutionFailedException.class,
                () -> interpreter.exec("import " + module));
        assertEquals("ImportError", failure.snapshot().typeName());
        return failure.snapshot().message();
    }
}
