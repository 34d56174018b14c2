package org.clutch.loader.java;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Finds out from Declarative Services why a component is not there: for errors only. */
record Diagnosis(ServiceComponentRuntime components, Bundle bundle) {
    String whyNoService(String module) {
        ComponentDescriptionDTO description = components.getComponentDescriptionDTOs(bundle).stream()
                .filter(each -> module.equals(each.properties.get(ModuleServices.NAME))).findFirst().orElse(null);
        if (description == null) {
            return "no component in it has @ExtensionModule(name = \"" + module + "\")";
        }
        if (description.serviceInterfaces.length == 0) {
            return "component " + description.name + " registers no service: write @Component(service = "
                    + simpleName(description) + ".class, ...)";
        }
        String missing = components.getComponentConfigurationDTOs(description).stream()
                .flatMap(each -> Arrays.stream(each.unsatisfiedReferences)).map(each -> each.name).distinct()
                .collect(Collectors.joining(", "));
        return "component " + description.name + " is not satisfied; it waits for "
                + (missing.isEmpty() ? "its configuration or for being enabled" : missing);
    }

    private static String simpleName(ComponentDescriptionDTO description) {
        return description.implementationClass.substring(description.implementationClass.lastIndexOf('.') + 1);
    }

    /** Gives the last line or two of why a component's instance could not be made. */
    String whyNoInstance(String module) {
        return components.getComponentDescriptionDTOs(bundle).stream()
                .filter(each -> module.equals(each.properties.get(ModuleServices.NAME)))
                .flatMap(each -> components.getComponentConfigurationDTOs(each).stream()).map(Diagnosis::failure)
                .filter(Objects::nonNull).findFirst().orElse("Declarative Services logs why");
    }

    /** Gives the first line of the stack trace and its causes. */
    private static String failure(ComponentConfigurationDTO configuration) {
        return configuration.failure == null
                ? null
                : Stream.of(configuration.failure.split("\\R"))
                        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("at ")
                                && !line.stripLeading().startsWith("..."))
                        .map(String::strip).collect(Collectors.joining("; "));
    }
}
