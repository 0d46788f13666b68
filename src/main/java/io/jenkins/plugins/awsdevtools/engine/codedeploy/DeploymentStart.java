package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionRegistration;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codedeploy.model.DeploymentLimitExceededException;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * The calls that begin a deployment: have the task definition, if there is to be a new one, and create the deployment. The
 * revision is kept before the deployment is created, so that the whole may be repeated after a lost answer.
 */
final class DeploymentStart {

    static final String OPERATION = "codedeploy:CreateDeployment";

    private static final int MOST_SUGGESTED_FROM = 500;
    private static final Pattern DEPLOYMENT_ID = Pattern.compile("\\bd-[A-Z0-9]{6,}\\b");

    private final CodeDeployApi api;
    private final EcsServices services;
    private final TaskDefinitions definitions;
    private final DeploymentRequest request;
    private final Executor serial;
    private final DeploymentKeeper keeper;
    private volatile String otherId;

    DeploymentStart(
            CodeDeployApi api,
            AwsClients clients,
            AwsAccess access,
            DeploymentRequest request,
            Executor serial,
            DeploymentKeeper keeper) {
        this.api = Objects.requireNonNull(api);
        this.services = new EcsServices(clients, access);
        this.definitions = new TaskDefinitions(clients, access);
        this.request = Objects.requireNonNull(request);
        this.serial = Objects.requireNonNull(serial);
        this.keeper = Objects.requireNonNull(keeper);
    }

    /** Makes the calls; called on the serial executor. */
    CompletionStage<DeploymentSnapshot> call() {
        return taskDefinition()
                .thenComposeAsync(
                        arn -> api.create(
                                request.withTaskDefinition(arn), keeper.record().marker()),
                        serial)
                .whenComplete((created, failure) -> {
                    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (reason instanceof DeploymentLimitExceededException busy) {
                        Matcher id = DEPLOYMENT_ID.matcher(String.valueOf(busy.getMessage()));
                        otherId = id.find() ? id.group() : null;
                    }
                });
    }

    /** Looks for the deployment of a call without an answer. */
    CompletionStage<Optional<DeploymentSnapshot>> find() {
        return api.find(request, keeper.record().marker(), keeper.record().requested());
    }

    /** The deployment that was in the way of the last call; null if AWS did not name one. */
    String otherId() {
        return otherId;
    }

    /**
     * Makes more of a refusal. A slip of the pen is most often in a name, so the names that do exist are asked for.
     *
     * @param link gives the page of a deployment
     */
    CompletionStage<AwsFailure> explain(AwsFailure refusal, UnaryOperator<String> link) {
        String other = otherId;
        if (refusal.kind() == AwsFailure.Kind.LIMIT_REACHED && other != null) {
            return CompletableFuture.completedFuture(new AwsFailure(
                    AwsFailure.Kind.LIMIT_REACHED,
                    Texts.of("codedeploy.busy", request.group(), other, link.apply(other)),
                    Texts.of("codedeploy.busy.advice"),
                    Optional.empty(),
                    false,
                    OPERATION));
        }
        if (refusal.kind() != AwsFailure.Kind.NOT_FOUND || !refusal.operation().startsWith("codedeploy:")) {
            return CompletableFuture.completedFuture(refusal);
        }
        return api.applications(MOST_SUGGESTED_FROM)
                .thenCompose(names -> !names.contains(request.application())
                        ? CompletableFuture.completedFuture(
                                FailureTranslator.withClosest(refusal, request.application(), names))
                        : api.groups(request.application(), MOST_SUGGESTED_FROM)
                                .thenApply(groups -> FailureTranslator.withClosest(refusal, request.group(), groups)));
    }

    /** The ARN of the revision that is deployed; null if the AppSpec or the bundle says all. */
    private CompletionStage<String> taskDefinition() {
        if (request.taskDefinition() == null) {
            return CompletableFuture.completedFuture(null);
        }
        String known = keeper.record().taskDefinition();
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return former().thenComposeAsync(this::base, serial)
                .thenComposeAsync(
                        base -> new TaskDefinitionRegistration(definitions, serial, new RegistrationKeeper())
                                .register(base, request.taskDefinition().change()),
                        serial)
                .thenApplyAsync(
                        arn -> {
                            keeper.keep(keeper.record().withTaskDefinition(arn));
                            return arn;
                        },
                        serial);
    }

    /** What the service runs now; empty if nobody may know and nothing depends on it. */
    private CompletionStage<String> former() {
        String known = keeper.record().previousTaskDefinition();
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletionStage<String> running = services.runningTaskDefinition(request);
        CompletionStage<String> tolerant =
                request.taskDefinition().ofTheService() ? running : running.exceptionally(unknown -> "");
        return tolerant.thenApplyAsync(
                arn -> {
                    keeper.keep(keeper.record().withPreviousTaskDefinition(arn));
                    return arn;
                },
                serial);
    }

    private CompletionStage<RegisterTaskDefinitionRequest> base(String former) {
        NewTaskDefinition wanted = request.taskDefinition();
        if (wanted.template() != null) {
            return CompletableFuture.completedFuture(TaskDefinitionTemplate.parse("template", wanted.template()));
        }
        return definitions.template(wanted.base() == null ? former : wanted.base());
    }

    private final class RegistrationKeeper implements TaskDefinitionRegistration.Keeper {

        @Override
        public String marker() {
            return keeper.record().marker();
        }

        @Override
        public Instant requested() {
            return keeper.record().requested();
        }

        @Override
        public boolean registering() {
            return keeper.record().registering();
        }

        @Override
        public void keepRegistering() {
            keeper.keep(keeper.record().withRegistering());
        }

        @Override
        public void onRegistered(String arn) {
            keeper.log().say(Texts.of("codedeploy.registered", TaskDefinitionName.shortened(arn)));
        }
    }
}
