package org.clutch.testkit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link HangWatchdog} does. The thread that JUnit gave waits for the one in which the method runs; the two share
 * nothing but the future.
 */
final class Watch implements InvocationInterceptor {
    /** How long a method that was interrupted has for its {@code finally} blocks. */
    private static final int GRACE_SECONDS = 2;

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        watch(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        watch(invocation, method.getExecutable(), context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(Invocation<T> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        return watch(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptDynamicTest(Invocation<Void> invocation, DynamicTestInvocationContext test,
            ExtensionContext context) throws Throwable {
        watch(invocation, context.getRequiredTestMethod(), context);
    }

    @Override
    public void interceptBeforeAllMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        watch(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        watch(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptAfterEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        watch(invocation, method.getExecutable(), context);
    }

    @Override
    public void interceptAfterAllMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        watch(invocation, method.getExecutable(), context);
    }

    private static <T> T watch(Invocation<T> invocation, Method method, ExtensionContext context) throws Throwable {
        int seconds = seconds(method, context);
        String name = method.getName() + " of " + context.getRequiredTestClass().getName();
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().name("test " + method.getName())
                .start(() -> run(invocation, result));
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (TimeoutException e) {
            throw end(thread, result,
                    name + " (" + context.getDisplayName() + ") did not end within " + seconds + " s");
        }
    }

    private static <T> void run(Invocation<T> invocation, CompletableFuture<T> result) {
        try {
            result.complete(invocation.proceed());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Tells what hangs and makes an end of it as far as possible. */
    private static AssertionError end(Thread thread, CompletableFuture<?> result, String what)
            throws InterruptedException {
        StackTraceElement[] place = thread.getStackTrace();
        System.err.println(what + ", in the thread \"" + thread.getName() + "\". All threads:\n\n" + ThreadDump.take());
        if (Boolean.getBoolean(HangWatchdog.VIRTUAL)) {
            System.err.println(ThreadDump.virtualThreads());
        }
        thread.interrupt();
        String rest = "";
        try {
            result.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // It has heeded the interrupt.
        } catch (TimeoutException e) {
            rest = " It does not heed the interrupt, and goes on.";
        }
        AssertionError hung = new AssertionError(what + "; it hung here. All threads are on standard error." + rest);
        hung.setStackTrace(place);
        return hung;
    }

    private static int seconds(Method method, ExtensionContext context) {
        return context.getConfigurationParameter(HangWatchdog.SECONDS, Watch::parse)
                .orElseGet(() -> annotated(method, context));
    }

    private static int annotated(Method method, ExtensionContext context) {
        int seconds = annotation(method, annotation(context.getRequiredTestClass(), 0));
        if (seconds <= 0) {
            throw new IllegalArgumentException(
                    "@HangWatchdog of " + method + " has no deadline above zero: " + seconds);
        }
        return seconds;
    }

    private static int annotation(AnnotatedElement element, int otherwise) {
        return AnnotationSupport.findAnnotation(element, HangWatchdog.class).map(HangWatchdog::seconds)
                .orElse(otherwise);
    }

    private static int parse(String seconds) {
        int parsed;
        try {
            parsed = Integer.parseInt(seconds);
        } catch (NumberFormatException e) {
            parsed = 0;
        }
        if (parsed <= 0) {
            throw new IllegalArgumentException(
                    HangWatchdog.SECONDS + " is '" + seconds + "'; it is to be a number of seconds above zero");
        }
        return parsed;
    }
}
