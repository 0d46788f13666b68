package io.jenkins.plugins.awsdevtools.localaws.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The header fields of a request: names in lower case, each with its values in the order they came. Immutable. */
public final class HeaderFields {
    private final Map<String, List<String>> values = new TreeMap<>();

    public HeaderFields(Map<String, List<String>> raw) {
        raw.forEach((name, all) -> values.put(name.toLowerCase(Locale.ROOT), List.copyOf(all)));
    }

    /** The first value. */
    public Optional<String> first(String name) {
        List<String> all = values.get(name.toLowerCase(Locale.ROOT));
        return all == null || all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** All values of a field, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** The names, in lower case, sorted. */
    public Set<String> names() {
        return values.keySet();
    }
}
