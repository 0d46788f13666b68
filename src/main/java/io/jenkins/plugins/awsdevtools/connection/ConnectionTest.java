package io.jenkins.plugins.awsdevtools.connection;

import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.events.EventQueue;
import io.jenkins.plugins.awsdevtools.engine.events.QueueTest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Asks AWS who a connection is. */
final class ConnectionTest {

    /** As long as a person waits for a button. */
    private static final long SECONDS = 20;

    private final AwsClients clients;

    ConnectionTest(AwsClients clients) {
        this.clients = clients;
    }

    FormValidation run(AwsConnection connection) {
        CallContext call = new CallContext("sts:GetCallerIdentity", connection.getName(), connection.getRegion());
        try {
            AwsAccess access = new ConnectionResolver().access(connection, Jenkins.get());
            GetCallerIdentityResponse caller =
                    clients.sts(access).getCallerIdentity().get(SECONDS, TimeUnit.SECONDS);
            String who = Messages.ConnectionTest_ok(caller.account(), caller.arn());
            return connection.getEventQueue() == null ? FormValidation.ok(who) : queue(connection, access, who);
        } catch (IllegalArgumentException refused) {
            return FormValidation.error(refused.getMessage());
        } catch (ExecutionException | TimeoutException failed) {
            return FormValidation.error(
                    FailureTranslator.translate(failed, call).text());
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            return FormValidation.error(Messages.ConnectionTest_interrupted());
        }
    }

    /** Whether the queue is there, may be read, and keeps what is no event. */
    private FormValidation queue(AwsConnection connection, AwsAccess access, String who)
            throws InterruptedException, TimeoutException {
        EventQueue queue = new EventQueue(access, connection.getEventQueue());
        try {
            QueueTest.Told told =
                    new QueueTest(clients).ask(queue).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            return told.deadLetters()
                    ? FormValidation.ok(who + ". " + Messages.ConnectionTest_queue(told.arn(), told.waiting()))
                    : FormValidation.warning(who + ". " + Messages.ConnectionTest_noDeadLetters(told.arn()));
        } catch (ExecutionException failed) {
            CallContext call = new CallContext("sqs:GetQueueAttributes", queue.queue(), connection.getRegion());
            return FormValidation.error(
                    who + ". " + FailureTranslator.translate(failed, call).text());
        }
    }
}
