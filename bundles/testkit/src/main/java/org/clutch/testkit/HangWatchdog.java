package org.clutch.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ends tests that hang. Each test method, and each method that runs before or after tests, runs in a thread of its own. One
 * that is not done after the deadline fails, with the place at which it hung; the platform threads are printed to
 * standard error, with the locks that they hold and want. The method's thread is interrupted, and left behind if it does
 * not heed that: the next test runs.
 *
 * <p>Of a method and its class the annotation of the method counts. The property {@value #SECONDS}, a configuration
 * parameter of JUnit or a system property, overrides both.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(Watch.class)
public @interface HangWatchdog {
    /** The property that overrides every deadline: whole seconds, more than zero. */
    String SECONDS = "clutch.hang.seconds";

    /**
     * The system property that asks, with the value {@code true}, for all virtual threads as well. They are printed last,
     * for a JDK before 26 may crash over it when virtual threads are busy (JDK-8364343).
     */
    String VIRTUAL = "clutch.hang.virtual";

    /**
     * Says how long each method may take.
     *
     * @return the deadline, in seconds, more than zero
     */
    int seconds() default 60;
}
