package org.clutch.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public member of an {@link ExtensionModule}, or of a type that it exports, visible to Python: a method is a
 * function or method, a constant ({@code static final} field) a constant, a nested class a type, a nested exception an
 * exception class, a constructor what makes a type's objects. A nested class that is not static belongs to its module's
 * instance and reaches that instance's state.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.FIELD, ElementType.TYPE, ElementType.CONSTRUCTOR})
public @interface Exported {
    /**
     * Gives the Python name, where it differs from the Java one in more than its style: {@code sayHello} becomes
     * {@code say_hello} by itself.
     *
     * @return an identifier, or nothing for the default
     */
    String name() default "";

    /**
     * Makes a method without parameters a property that is read, and one with a single parameter that returns nothing
     * the way to set it.
     *
     * @return whether it is a property's
     */
    boolean property() default false;
}
