package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Logins to repositories for one identity, signed by AWS's clock. Safe for use by many threads. */
public final class GitLogins {

    private static final String PATH = CodeCommitUrl.path("");

    private final AwsClients clients;
    private final AwsAccess access;

    public GitLogins(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /** Whether a login is given out for this address: the user tells the id of a key, which strangers need not know. */
    public static boolean isFor(AwsAccess access, URI url) {
        return region(access, url).isPresent();
    }

    private static Optional<String> region(AwsAccess access, URI url) {
        if (url.getHost() == null
                || url.getPath() == null
                || !url.getPath().startsWith(PATH)
                || url.getPath().length() == PATH.length()) {
            return Optional.empty();
        }
        if (access.endpoint().isPresent()) {
            URI endpoint = access.endpoint().get();
            return Objects.equals(endpoint.getAuthority(), authority(url))
                            && endpoint.getScheme().equals(url.getScheme())
                    ? Optional.of(access.region().id())
                    : Optional.empty();
        }
        return "https".equals(url.getScheme()) ? CodeCommitUrl.regionOf(url.getHost()) : Optional.empty();
    }

    private static String authority(URI url) {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /**
     * A login for the repository at this address. If nothing was heard of AWS yet its clock is asked for, by a GetRepository
     * whose answer does not matter.
     *
     * @throws ParameterException if it is not one of CodeCommit, or of the connection's own endpoint
     */
    public CompletionStage<GitLogin> login(URI url) {
        String region = region(access, url)
                .orElseThrow(() -> new ParameterException("url", url.getHost(), Texts.of("codecommit.url.foreign")));
        return clock(url)
                .thenCompose(known -> clients.identity(access))
                .thenApply(identity ->
                        GitPassword.sign(identity, region, url.getHost(), url.getPath(), clients.awsTime(access)));
    }

    private CompletionStage<?> clock(URI url) {
        if (clients.knowsAwsTime(access)) {
            return CompletableFuture.completedFuture(null);
        }
        String repository = url.getPath().substring(PATH.length()).replaceFirst("/$", "");
        return clients.codeCommit(access)
                .getRepository(request -> request.repositoryName(repository))
                .handle((answer, refusal) -> null);
    }
}
