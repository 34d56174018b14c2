package org.clutch.extension;

/**
 * What a bundle says of one module in its manifest:
 * {@code Provide-Capability: clutch.extension; clutch.extension=greeter; version:Version=1.0; interpreters=per-interpreter}.
 *
 * @param name the module's name, without dots
 * @param version its version, an OSGi one
 * @param interpreters which interpreters may import it
 * @param bundleId the id of the bundle in the framework
 * @param bundle symbolic name and version of the bundle, for people
 */
public record ModuleDeclaration(String name, String version, InterpreterSupport interpreters, long bundleId,
        String bundle) {
    /** The namespace of the capability, and its attribute for the module's name. */
    public static final String NAMESPACE = "clutch.extension";
    /** The attribute for the version, of the type {@code Version}. */
    public static final String VERSION = "version";
    /** The attribute for the support level. */
    public static final String INTERPRETERS = "interpreters";

    @Override
    public String toString() {
        return "module '" + name + "' " + version + " of bundle " + bundle;
    }
}
