package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.ClosestNames;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.codebuild.CodeBuildApi;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The projects a form may offer, and whether one exists. Callers have checked the permission. */
final class ProjectNames {

    /** As long as a person waits for a field. */
    private static final long SECONDS = 10;

    /** Ten pages; who has more types the name. */
    private static final int MOST = 1000;

    /** The names; none if AWS does not tell them. */
    List<String> of(Item item, String connection) {
        try {
            return list(new ConnectionResolver().resolve(item, connection));
        } catch (ParameterException | ExecutionException | TimeoutException unknown) {
            return List.of();
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    FormValidation check(Item item, String connection, String project) {
        ResolvedConnection resolved;
        try {
            resolved = new ConnectionResolver().resolve(item, connection);
        } catch (ParameterException notConnected) {
            return FormValidation.warning(notConnected.getMessage());
        }
        try {
            List<String> names = list(resolved);
            if (project.startsWith("arn:") || names.contains(project) || names.size() >= MOST) {
                return FormValidation.ok();
            }
            List<String> closest = ClosestNames.of(project, names);
            String account = resolved.name() + ", " + resolved.access().region();
            return FormValidation.warning(
                    closest.isEmpty()
                            ? Messages.ProjectNames_unknown(account)
                            : Messages.ProjectNames_closest(account, String.join(", ", closest)));
        } catch (ExecutionException | TimeoutException failed) {
            CallContext call = new CallContext(
                    "codebuild:ListProjects",
                    project,
                    resolved.access().region().id());
            return FormValidation.warning(
                    FailureTranslator.translate(failed, call).text());
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
            return FormValidation.ok();
        }
    }

    private static List<String> list(ResolvedConnection connection)
            throws ExecutionException, TimeoutException, InterruptedException {
        return new CodeBuildApi(AwsRuntime.get().clients(), connection.access())
                .projects(MOST)
                .toCompletableFuture()
                .get(SECONDS, TimeUnit.SECONDS);
    }
}
