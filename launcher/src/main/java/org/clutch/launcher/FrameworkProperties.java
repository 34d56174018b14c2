package org.clutch.launcher;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureExtension;

/**
 * Reads the {@code framework-launching-properties} of features, as the Feature Launcher specification describes them.
 */
final class FrameworkProperties {
    private static final String EXTENSION = "framework-launching-properties";
    private static final String SPECIFICATION_KEYS = "_osgi_featurelauncher";

    private FrameworkProperties() {}

    /**
     * Gives the properties of all features together. Lists of extra system packages add up.
     *
     * @throws LaunchException two features want different values of another property
     */
    static Map<String, String> of(List<Feature> features) throws LaunchException {
        Map<String, String> merged = new LinkedHashMap<>();
        for (Feature feature : features) {
            for (Map.Entry<String, String> property : read(feature).entrySet()) {
                add(merged, property.getKey(), property.getValue(), feature);
            }
        }
        return merged;
    }

    private static void add(Map<String, String> merged, String key, String value, Feature feature)
            throws LaunchException {
        String present = merged.putIfAbsent(key, value);
        if (present == null || present.equals(value)) {
            return;
        }
        if (!key.equals(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA)) {
            throw new LaunchException("feature " + feature.getID() + " sets the framework property " + key + " to "
                    + value + ", another feature to " + present);
        }
        merged.put(key, present + "," + value);
    }

    private static Map<String, String> read(Feature feature) throws LaunchException {
        Map<String, String> properties = new LinkedHashMap<>();
        FeatureExtension extension = feature.getExtensions().get(EXTENSION);
        if (extension == null) {
            return properties;
        }
        try (JsonReader json = Json.createReader(new StringReader(extension.getJSON()))) {
            json.readObject().forEach((key, value) -> {
                if (!key.startsWith(SPECIFICATION_KEYS)) {
                    properties.put(key, text(value));
                }
            });
        } catch (RuntimeException e) {
            throw new LaunchException("the " + EXTENSION + " of feature " + feature.getID() + " are no JSON object", e);
        }
        return properties;
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
