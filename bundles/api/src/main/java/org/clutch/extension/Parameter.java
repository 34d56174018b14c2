package org.clutch.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a parameter for Python, where callers may give it by name. Without it the Java name counts, if the class was
 * compiled with {@code -parameters}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Parameter {
    /** What {@link #otherwise()} says when callers must give the argument. */
    String REQUIRED = "\0";

    /**
     * Gives the name.
     *
     * @return an identifier
     */
    String value();

    /**
     * Gives what the argument is when the caller leaves it out: {@code None}, {@code True}, {@code False}, a number, or for a
     * parameter of type {@code String} the text itself.
     *
     * @return the default
     */
    String otherwise() default REQUIRED;
}
