package org.clutch.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.osgi.framework.Bundle;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a bundle says of one of its configurations, as the Metatype specification has it.
 *
 * @param pid the PID, or that of the factory
 * @param factory whether there may be any number, each with a name
 * @param description what it is for
 * @param keys in the order of the bundle
 */
record Metatype(String pid, boolean factory, String description, Map<String, Key> keys) {
    private static final Logger LOG = System.getLogger("org.clutch.launcher");
    private static final String FOLDER = "OSGI-INF/metatype";

    /**
     * A key of a configuration.
     *
     * @param description what it means
     * @param otherwise what holds without it
     * @param type of its value, such as Integer
     */
    record Key(String description, String otherwise, String type) {
        /** Says whether a value is one of the type; bounds are a matter of those who are configured. */
        boolean takes(String value) {
            try {
                switch (type) {
                    case "Integer" -> Integer.parseInt(value);
                    case "Long" -> Long.parseLong(value);
                    default -> {
                        return true;
                    }
                }
                return true;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** Finds what is said of a configuration, which may have a name behind the PID of its factory. */
    static Optional<Metatype> find(Map<String, Metatype> known, String pid) {
        return Optional.ofNullable(known.get(pid.replaceFirst("~.*", "")));
    }

    /** Gives what all bundles say, by PID. */
    static Map<String, Metatype> of(Bundle... bundles) {
        Map<String, Metatype> all = new TreeMap<>();
        for (Bundle bundle : bundles) {
            Enumeration<String> paths = bundle.getEntryPaths(FOLDER);
            while (paths != null && paths.hasMoreElements()) {
                String path = paths.nextElement();
                if (path.endsWith(".xml")) {
                    add(bundle.getEntry(path), all);
                }
            }
        }
        return all;
    }

    private static void add(URL file, Map<String, Metatype> all) {
        try (InputStream in = file.openStream()) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            read(factory.newDocumentBuilder().parse(in), all);
        } catch (IOException | ParserConfigurationException | SAXException e) {
            LOG.log(Level.WARNING, () -> "cannot read " + file + ", so nobody checks what it describes: " + e);
        }
    }

    private static void read(Document xml, Map<String, Metatype> all) {
        Map<String, Element> classes = new LinkedHashMap<>();
        for (Element type : elements(xml.getElementsByTagName("OCD"))) {
            classes.put(type.getAttribute("id"), type);
        }
        for (Element designate : elements(xml.getElementsByTagName("Designate"))) {
            Element object = elements(designate.getElementsByTagName("Object"))[0];
            Element type = classes.get(object.getAttribute("ocdref"));
            String factory = designate.getAttribute("factoryPid");
            String pid = factory.isEmpty() ? designate.getAttribute("pid") : factory;
            all.put(pid, new Metatype(pid, !factory.isEmpty(), type.getAttribute("description"), keys(type)));
        }
    }

    static Map<String, Key> keys(Element type) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (Element attribute : elements(type.getElementsByTagName("AD"))) {
            // A backslash keeps blanks and commas, says the specification.
            String otherwise = attribute.getAttribute("default").replaceAll("\\\\(.)", "$1");
            keys.put(attribute.getAttribute("id"),
                    new Key(attribute.getAttribute("description"), otherwise, attribute.getAttribute("type")));
        }
        return keys;
    }

    private static Element[] elements(NodeList nodes) {
        Element[] elements = new Element[nodes.getLength()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (Element) nodes.item(i);
        }
        return elements;
    }
}
