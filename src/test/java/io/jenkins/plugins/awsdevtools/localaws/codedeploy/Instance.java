package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A server with the agent on it: a folder. What an AppSpec file calls {@code /var/www} is {@code var/www} in
 * {@link #root}, whose path hooks find in {@code INSTANCE_ROOT}.
 */
public final class Instance {

    private final String region;
    private final String id;
    private final Map<String, String> tags;
    private final Path folder;
    private final Set<Path> installed = new HashSet<>();
    private Path lastArchive;
    private boolean terminated;

    Instance(String region, String id, Map<String, String> tags, Path folder) {
        this.region = region;
        this.id = id;
        this.tags = Map.copyOf(tags);
        this.folder = folder;
    }

    public String id() {
        return id;
    }

    /** Where files are copied to. */
    public Path root() {
        return folder.resolve("root");
    }

    public Map<String, String> tags() {
        return tags;
    }

    public synchronized boolean isTerminated() {
        return terminated;
    }

    String region() {
        return region;
    }

    Path folder() {
        return folder;
    }

    synchronized void terminate() {
        terminated = true;
    }

    /** The files that the last installation copied; the next one removes them first. */
    Set<Path> installed() {
        return installed;
    }

    /** The bundle of the last successful deployment, from which ApplicationStop runs; null before the first. */
    synchronized Path lastArchive() {
        return lastArchive;
    }

    synchronized void lastArchive(Path archive) {
        lastArchive = archive;
    }
}
