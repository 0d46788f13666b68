package io.jenkins.plugins.awsdevtools.localaws.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decoded parameters of a query string or of a form, in the order they came. Immutable. */
public final class QueryParameters {
    /** A name with its value; the value is empty where there is none. */
    public record Parameter(String name, String value) {}

    private final List<Parameter> parameters;

    private QueryParameters(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /** Reads {@code a=b&c}; null and empty have no parameters. */
    public static QueryParameters parse(String raw) {
        List<Parameter> found = new ArrayList<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    found.add(new Parameter(UriEncoding.decodeForm(name), UriEncoding.decodeForm(value)));
                }
            }
        }
        return new QueryParameters(found);
    }

    /** The first value of a parameter. */
    public Optional<String> first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    public List<Parameter> all() {
        return parameters;
    }
}
