package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.ExtensionList;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Files;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PullRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PullRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * Remembers what never changes, so that it is asked for once: what is in a folder of a commit, and between which branches a
 * pull request is. Kept for each identity, bounded, lost with the process. Safe for use by many threads.
 */
@OptionalExtension(requirePlugins = "git")
public final class RepositoryMemory {

    private static final int MOST_FOLDERS = 5000;
    private static final int MOST_REQUESTS = 5000;

    /** GetPullRequest takes one; so many are asked for at a time. */
    private static final int AT_ONCE = 10;

    private final Map<FolderKey, Map<String, Files.Kind>> folders = bounded(MOST_FOLDERS);
    private final Map<RequestKey, PullRequest> requests = bounded(MOST_REQUESTS);

    private record FolderKey(AwsAccess access, String repository, String commit, String path) {}

    private record RequestKey(AwsAccess access, String id) {}

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    static RepositoryMemory get() {
        return ExtensionList.lookupSingleton(RepositoryMemory.class);
    }

    /**
     * What a folder of a commit holds; empty if there is no such folder.
     *
     * @param commit all 40 digits
     */
    Map<String, Files.Kind> folder(RepositoryPlace place, String commit, String path)
            throws IOException, InterruptedException {
        FolderKey key = new FolderKey(place.access().withoutSessionTags(), place.repository(), commit, path);
        synchronized (folders) {
            Map<String, Files.Kind> known = folders.get(key);
            if (known != null) {
                return known;
            }
        }
        Optional<List<Files.Entry>> told = place.await(
                "GetFolder",
                new Files(AwsRuntime.get().clients(), place.access()).folder(place.repository(), commit, path));
        Map<String, Files.Kind> entries = new LinkedHashMap<>();
        told.ifPresent(list -> list.forEach(entry -> entries.put(entry.name(), entry.kind())));
        synchronized (folders) {
            folders.put(key, Map.copyOf(entries));
        }
        return entries;
    }

    /** The pull requests of these ids; of one that is remembered the commits may be old ones. */
    List<PullRequest> requests(RepositoryPlace place, List<String> ids) throws IOException, InterruptedException {
        AwsAccess reader = place.access().withoutSessionTags();
        List<String> unknown = new ArrayList<>();
        synchronized (requests) {
            for (String id : ids) {
                if (requests.get(new RequestKey(reader, id)) == null) {
                    unknown.add(id);
                }
            }
        }
        Map<String, PullRequest> read = read(place, unknown);
        List<PullRequest> all = new ArrayList<>();
        synchronized (requests) {
            read.forEach((id, request) -> requests.put(new RequestKey(reader, id), request));
            for (String id : ids) {
                PullRequest known = read.containsKey(id) ? read.get(id) : requests.get(new RequestKey(reader, id));
                if (known != null) {
                    all.add(known);
                }
            }
        }
        return all;
    }

    private static Map<String, PullRequest> read(RepositoryPlace place, List<String> ids)
            throws IOException, InterruptedException {
        PullRequests api = new PullRequests(AwsRuntime.get().clients(), place.access());
        Map<String, PullRequest> read = new LinkedHashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            Map<String, CompletableFuture<PullRequest>> wave = new LinkedHashMap<>();
            for (String id : ids.subList(from, Math.min(ids.size(), from + AT_ONCE))) {
                wave.put(id, api.get(id).toCompletableFuture());
            }
            for (Map.Entry<String, CompletableFuture<PullRequest>> call : wave.entrySet()) {
                read.put(call.getKey(), place.await("GetPullRequest", call.getValue()));
            }
        }
        return read;
    }
}
