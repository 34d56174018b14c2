package org.clutch.loader.java;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.extension.Extension;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.JavaValues;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleInstance;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/**
 * A module as one service offers it. Each instance is a service object of its own; of a shared module there is one, made with
 * the first instance and kept until the end. The monitor guards that one.
 */
final class JavaExtension implements Extension {
    private static final Logger LOG = System.getLogger("org.clutch.loader.java");

    private final BundleContext context;
    private final ServiceObjects<?> objects;
    private final ModuleDeclaration declaration;
    private final JavaValues values;
    private final Diagnosis diagnosis;
    private final ServiceListener listener;
    private Object shared;
    private JavaModule sharedModule;

    /**
     * @param lost is called before the service goes
     */
    JavaExtension(BundleContext context, ServiceReference<?> reference, ModuleDeclaration declaration,
            JavaValues values, Diagnosis diagnosis, Runnable lost) {
        this.context = context;
        this.objects = context.getServiceObjects(reference);
        this.declaration = declaration;
        this.values = values;
        this.diagnosis = diagnosis;
        this.listener = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                lost.run();
            }
        };
        try {
            context.addServiceListener(listener,
                    "(" + Constants.SERVICE_ID + "=" + reference.getProperty(Constants.SERVICE_ID) + ")");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ModuleInstance instantiate() {
        if (declaration.interpreters() != InterpreterSupport.SHARED) {
            Object object = get();
            return module(object, null, () -> release(object));
        }
        synchronized (this) {
            if (shared == null) {
                shared = get();
                sharedModule = module(shared, new ReentrantLock(), () -> {});
            }
            return sharedModule;
        }
    }

    private Object get() {
        Object object;
        try {
            object = objects.getService();
        } catch (RuntimeException | LinkageError e) {
            throw new ExtensionException(declaration + " cannot be loaded: " + e, e);
        }
        if (object == null) {
            throw new ExtensionException(declaration + " cannot be loaded, its component was not activated: "
                    + diagnosis.whyNoInstance(declaration.name()));
        }
        return object;
    }

    private JavaModule module(Object object, ReentrantLock lock, Runnable end) {
        try {
            return new JavaModule(declaration.name(), object, ModuleClass.of(declaration.name(), object, values),
                    values, lock, end);
        } catch (RuntimeException | LinkageError e) {
            release(object);
            throw e instanceof ExtensionException ours
                    ? ours
                    : new ExtensionException(declaration + " cannot be loaded: " + e, e);
        }
    }

    @SuppressWarnings("unchecked") // It came from there.
    private void release(Object object) {
        try {
            if (object instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception | LinkageError e) {
            LOG.log(Level.WARNING, () -> declaration + ": close() failed: " + e);
        }
        try {
            ((ServiceObjects<Object>) objects).ungetService(object);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The service is gone already, and its objects with it.
        }
    }

    @Override
    public void close() {
        try {
            context.removeServiceListener(listener);
        } catch (IllegalStateException e) {
            // This bundle is stopping, which removes it as well.
        }
        Object last;
        synchronized (this) {
            last = shared;
            shared = null;
            sharedModule = null;
        }
        if (last != null) {
            release(last);
        }
    }
}
