package io.jenkins.plugins.awsdevtools.codecommit.git;

import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.codecommit.GitLogin;
import io.jenkins.plugins.awsdevtools.engine.codecommit.GitLogins;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The login of a connection for one address. User and password that are asked for one after the other match. */
final class SignedLogin implements Supplier<GitLogin> {

    /** Nothing is gained by signing more often; a long clone that asks again gets a fresh one. */
    private static final Duration REUSED = Duration.ofMinutes(1);

    /** Getting credentials of a role takes a second or two. */
    private static final long SECONDS = 30;

    private final AwsClients clients;
    private final ResolvedConnection connection;
    private final URI url;
    private GitLogin last;

    SignedLogin(AwsClients clients, ResolvedConnection connection, URI url) {
        this.clients = clients;
        this.connection = connection;
        this.url = url;
    }

    @Override
    public synchronized GitLogin get() {
        if (last == null
                || Duration.between(last.signed(), clients.awsTime(connection.access()))
                                .abs()
                                .compareTo(REUSED)
                        >= 0) {
            last = sign();
        }
        return last;
    }

    private GitLogin sign() {
        CallContext call = new CallContext(
                "codecommit:GitPull",
                url.toString(),
                connection.access().region().id());
        try {
            return new GitLogins(clients, connection.access())
                    .login(url)
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new AwsFailureException(FailureTranslator.translate(failed, call));
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(goingDown);
        }
    }
}
