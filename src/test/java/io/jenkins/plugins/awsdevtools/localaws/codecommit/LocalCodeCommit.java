package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.IssuedKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import io.jenkins.plugins.awsdevtools.localaws.events.EventBus;
import io.jenkins.plugins.awsdevtools.localaws.http.UriEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The repositories and pull requests, in process. Whatever changes a reference (the API, a git push, a test) puts the
 * event CodeCommit documents on the event bus. Thread safe.
 *
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html">CodeCommit events</a>
 */
public final class LocalCodeCommit {

    /** How many items a page of a list has; AWS documents none. */
    private static final int PAGE = 100;

    private final Map<String, Map<String, GitRepository>> regions = new ConcurrentHashMap<>();
    private final PullRequests pullRequests;
    private final Path home;
    private final Clock clock;
    private final String account;
    private final EventBus bus;
    private final Supplier<URI> endpoint;
    private volatile int pageSize = PAGE;

    /** @param endpoint where git finds the repositories; known once the server listens */
    public LocalCodeCommit(Path home, Clock clock, String account, EventBus bus, Supplier<URI> endpoint) {
        this.home = home;
        this.clock = clock;
        this.account = account;
        this.bus = bus;
        this.endpoint = endpoint;
        this.pullRequests = new PullRequests(clock, account, bus);
    }

    /** The service that speaks CodeCommit's protocol for this. */
    public LocalService service() {
        return new CodeCommitService(this);
    }

    /** Makes an empty repository. */
    public GitRepository createRepository(String region, String name) {
        return createRepository(region, name, "");
    }

    synchronized GitRepository createRepository(String region, String name, String description) {
        Map<String, GitRepository> repositories = repositories(region);
        if (repositories.containsKey(name)) {
            throw CodeCommitErrors.of("RepositoryNameExists", "Repository named " + name + " already exists");
        }
        GitRepository repository = new GitRepository(
                region,
                name,
                description,
                home.resolve(region).resolve(UUID.randomUUID() + ".git"),
                clock,
                this::changed);
        repositories.put(name, repository);
        return repository;
    }

    /** The repository of this name. */
    public GitRepository repository(String region, String name) {
        return find(region, name).orElseThrow(() -> CodeCommitErrors.noRepository(name));
    }

    Optional<GitRepository> find(String region, String name) {
        return Optional.ofNullable(repositories(region).get(name));
    }

    /** Every repository of this name, whatever its region. */
    List<GitRepository> everywhere(String name) {
        return regions.values().stream()
                .filter(repositories -> repositories.containsKey(name))
                .map(repositories -> repositories.get(name))
                .toList();
    }

    Map<String, GitRepository> repositories(String region) {
        return regions.computeIfAbsent(region, key -> new ConcurrentHashMap<>());
    }

    /** Deletes a repository; its files go with the home. */
    public synchronized Optional<GitRepository> deleteRepository(String region, String name) {
        return Optional.ofNullable(repositories(region).remove(name));
    }

    /** Gives a repository another name. */
    public synchronized void renameRepository(String region, String name, String newName) {
        GitRepository repository = repository(region, name);
        if (repositories(region).containsKey(newName)) {
            throw CodeCommitErrors.of("RepositoryNameExists", "Repository named " + newName + " already exists");
        }
        repository.rename(newName);
        repositories(region).put(newName, repository);
        repositories(region).remove(name);
    }

    /** Where git finds a repository, as GetRepository's {@code cloneUrlHttp} tells it. */
    public String cloneUrl(String name) {
        return endpoint.get() + GitTransport.PATH + name;
    }

    /** The bare repository that a clone URL, AWS's own or that of {@link #cloneUrl}, means in a region. */
    public Optional<Path> folder(String region, String url) {
        return find(region, url.substring(url.lastIndexOf('/') + 1)).map(GitRepository::folder);
    }

    /** A clone URL with user and password in it, good for fifteen minutes. */
    public String signedCloneUrl(GitRepository repository, IssuedKey key) {
        URI server = endpoint.get();
        String path = GitTransport.PATH + repository.name();
        String user = key.key().accessKeyId()
                + key.sessionToken().map(token -> "%" + token).orElse("");
        String password = GitSignature.password(key, clock.instant(), server.getHost(), path, repository.region());
        return server.getScheme() + "://" + UriEncoding.encode(user) + ":" + password + "@" + server.getAuthority()
                + path;
    }

    /** How many items a page of any list has from now on. */
    public void pageSize(int items) {
        pageSize = items;
    }

    int pageSize() {
        return pageSize;
    }

    PullRequests pullRequests() {
        return pullRequests;
    }

    String arn(GitRepository repository) {
        return "arn:aws:codecommit:" + repository.region() + ":" + account + ":" + repository.name();
    }

    Instant now() {
        return clock.instant();
    }

    String account() {
        return account;
    }

    private void changed(GitRepository repository, ReferenceChange change) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("event", change.event())
                .put("repositoryName", repository.name())
                .put("repositoryId", repository.id())
                .put("referenceType", change.type())
                .put("referenceName", change.name())
                .put("referenceFullName", change.fullName());
        if (change.after().isEmpty()) {
            detail.put("oldCommitId", change.before());
        } else {
            detail.put("commitId", change.after());
            if (!change.before().isEmpty()) {
                detail.put("oldCommitId", change.before());
            }
        }
        bus.publish(
                repository.region(),
                "aws.codecommit",
                "CodeCommit Repository State Change",
                List.of(arn(repository)),
                detail);
        try {
            pullRequests.follow(repository, change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        regions.values().forEach(repositories -> repositories.values().forEach(GitRepository::close));
    }
}
