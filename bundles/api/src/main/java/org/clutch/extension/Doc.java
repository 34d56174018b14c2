package org.clutch.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The docstring of what it annotates, which {@code help()} shows. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.CONSTRUCTOR})
public @interface Doc {
    /**
     * Gives the text.
     *
     * @return one sentence, and more after an empty line
     */
    String value();
}
