package io.jenkins.plugins.awsdevtools.codecommit.git;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsRegions;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CodeCommitUrl;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A repository and who reads it.
 *
 * @param connection its name
 * @param access in the repository's region
 * @param repository the name
 * @param url for git
 */
public record RepositoryPlace(String connection, AwsAccess access, String repository, String url) {

    /** A call with its retries ends within 75 seconds. */
    private static final long SECONDS = 90;

    /**
     * @param item whose connections may be used; null for Jenkins itself
     * @param connection null to take the profile of the address, or to inherit one
     * @param repository a name or any address of CodeCommit
     * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException naming field and value
     */
    public static RepositoryPlace of(Item item, String connection, String repository) {
        Optional<CodeCommitUrl> address =
                isName(repository) ? Optional.empty() : Optional.of(CodeCommitUrl.parse(repository));
        String name = address.map(CodeCommitUrl::repository).orElse(repository);
        PushRequest.checkRepository(name);
        String wanted = Util.fixEmpty(connection) == null
                ? address.flatMap(CodeCommitUrl::profile).orElse(null)
                : connection;
        ResolvedConnection resolved = new ConnectionResolver().resolve(item, wanted);
        AwsAccess access = address.flatMap(CodeCommitUrl::region)
                .map(region -> in(region, resolved.access()))
                .orElse(resolved.access());
        String usual = access.region().id();
        String url = access.endpoint()
                .map(endpoint -> CodeCommitUrl.at(endpoint, name))
                .orElseGet(() ->
                        address.map(given -> given.https(usual)).orElseGet(() -> CodeCommitUrl.https(usual, name)));
        return new RepositoryPlace(resolved.name(), access, name, url);
    }

    /** Whether this is a name and no address. */
    public static boolean isName(String repository) {
        return !repository.contains(":") && !repository.contains("/");
    }

    private static AwsAccess in(String region, AwsAccess access) {
        return new AwsAccess(
                access.credentials(),
                access.role(),
                AwsRegions.of(region),
                access.endpoint(),
                access.proxy(),
                access.maxAttempts());
    }

    public String region() {
        return access.region().id();
    }

    /** What the git plugin signs in with. */
    public String credentialsId() {
        return CodeCommitCredentialsProvider.id(connection);
    }

    /**
     * Waits for an answer, as those who read a repository for a multibranch project must.
     *
     * @throws AbortException saying what to do
     */
    public <T> T await(String operation, CompletionStage<T> answer) throws IOException, InterruptedException {
        return await(operation, repository, region(), answer);
    }

    /** Waits for an answer about a resource of any other name. */
    public static <T> T await(String operation, String resource, String region, CompletionStage<T> answer)
            throws IOException, InterruptedException {
        try {
            return answer.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            CallContext call = new CallContext("codecommit:" + operation, resource, region);
            throw new AbortException(FailureTranslator.translate(failed, call).text());
        }
    }
}
