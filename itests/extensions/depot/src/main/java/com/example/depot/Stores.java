package com.example.depot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** The stores of all interpreters, by name: a service of which there is one. Any thread may call. */
@Component(service = Stores.class)
public final class Stores {
    private final Map<String, Map<String, Long>> all = new ConcurrentHashMap<>();

    /** Gives a store, which is made at its first use. */
    Map<String, Long> open(String name) {
        return all.computeIfAbsent(name, _ -> new ConcurrentHashMap<>());
    }
}
