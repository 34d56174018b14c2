package org.clutch.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Makes a component of Declarative Services an importable Python module. What the class exports is what the module has:
 *
 * <pre>{@code
 * @Component(service = Greeter.class, scope = ServiceScope.PROTOTYPE)
 * @ExtensionModule(name = "greeter", interpreters = ExtensionModule.PER_INTERPRETER)
 * public final class Greeter {
 *     @Exported
 *     @Doc("Greet somebody.")
 *     public String greet(@Parameter("name") String name, @Parameter(value = "times", otherwise = "1") int times) {...}
 * }
 * }</pre>
 *
 * <p>The build tool bnd turns the annotation into the capability of the manifest that the gate reads,
 * {@code clutch.extension; clutch.extension=greeter; interpreters=per-interpreter}, and into service properties with the
 * prefix {@link #PREFIX_}. The version is the bundle's unless one is given.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ComponentPropertyType
@Capability(namespace = ModuleDeclaration.NAMESPACE)
public @interface ExtensionModule {
    /** What the names of the service properties begin with. */
    String PREFIX_ = "clutch.extension.";
    /** Every interpreter has an instance of its own: {@link InterpreterSupport#PER_INTERPRETER}. */
    String PER_INTERPRETER = "per-interpreter";
    /** All interpreters have one instance, whose calls are serialised: {@link InterpreterSupport#SHARED}. */
    String SHARED = "shared";
    /** Only the main interpreter may import it: {@link InterpreterSupport#MAIN_ONLY}. */
    String MAIN_ONLY = "main-only";

    /**
     * Names the module, as {@code import} does: a Python identifier that the standard library has no module of.
     *
     * @return the name
     */
    @Attribute(ModuleDeclaration.NAMESPACE)
    String name();

    /**
     * Says which interpreters may import it. What says nothing is for the main interpreter only.
     *
     * @return {@link #PER_INTERPRETER}, {@link #SHARED} or {@link #MAIN_ONLY}
     */
    @Attribute(ModuleDeclaration.INTERPRETERS)
    String interpreters() default MAIN_ONLY;

    /**
     * Gives the version of the module, where it differs from its bundle's.
     *
     * @return an OSGi version such as {@code 1.2.0}
     */
    @Attribute(ModuleDeclaration.VERSION + ":Version")
    String version() default "";
}
