package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The servers that have an agent. Thread safe. */
final class Fleet {

    private final Path home;
    private final Map<String, Instance> instances = new TreeMap<>();

    /** @param home a folder that gets one for each instance */
    Fleet(Path home) {
        this.home = home;
    }

    synchronized Instance add(String region, String id, Map<String, String> tags) {
        Instance instance = new Instance(region, id, tags, home.resolve(id));
        instances.put(region + "/" + id, instance);
        return instance;
    }

    /** Those that have one of the tags and were not terminated. */
    synchronized List<Instance> matching(String region, JsonNode filters) {
        return instances.values().stream()
                .filter(instance -> instance.region().equals(region) && !instance.isTerminated())
                .filter(instance -> TagFilters.match(filters, instance.tags()))
                .toList();
    }
}
