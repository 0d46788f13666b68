package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionName;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionRegistration;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitionTemplate;
import io.jenkins.plugins.awsdevtools.engine.taskdefinition.TaskDefinitions;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * The calls that begin a deployment: look at the service, have the revision, update the service. Each step is kept before
 * the next, so that the whole may be repeated after a lost answer: a revision that was registered is found by its marker,
 * a deployment that was begun by its revision.
 */
final class DeployStart {

    /** What is known of the deployment. All of it is called on the serial executor. */
    interface Keeper {

        DeployRecord record();

        /** Keeps a record; it outlives this process when this returns. */
        void keep(DeployRecord next);

        /** What happened to the service before this deployment is not printed. */
        void pass(ServiceSnapshot service);

        void say(String text);
    }

    private final EcsApi api;
    private final TaskDefinitions definitions;
    private final DeployRequest request;
    private final Executor serial;
    private final Keeper keeper;
    private boolean serviceMissing;

    DeployStart(
            EcsApi api, AwsClients clients, AwsAccess access, DeployRequest request, Executor serial, Keeper keeper) {
        this.api = Objects.requireNonNull(api);
        this.definitions = new TaskDefinitions(clients, access);
        this.request = Objects.requireNonNull(request);
        this.serial = Objects.requireNonNull(serial);
        this.keeper = Objects.requireNonNull(keeper);
    }

    /** Whether the cluster is there and has no such service. */
    boolean isServiceMissing() {
        return serviceMissing;
    }

    /** Begins the deployment; the answer shows the service with it. */
    CompletionStage<ServiceSnapshot> call() {
        return api.service(request.cluster(), request.service())
                .thenComposeAsync(this::revision, serial)
                .thenComposeAsync(
                        arn -> {
                            keeper.keep(keeper.record().withTaskDefinition(arn));
                            return api.update(request, arn);
                        },
                        serial)
                .thenApplyAsync(this::recognise, serial);
    }

    /** Looks for the deployment of a call without an answer. */
    CompletionStage<Optional<ServiceSnapshot>> find() {
        if (keeper.record().taskDefinition() == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return api.service(request.cluster(), request.service())
                .thenApplyAsync(
                        found -> found.flatMap(service -> service.deployments().stream()
                                .filter(this::isOurs)
                                .findFirst()
                                .map(ours -> {
                                    keeper.keep(keeper.record().withDeployment(ours.id()));
                                    return service;
                                })),
                        serial);
    }

    private boolean isOurs(DeploymentSnapshot deployment) {
        return deployment.taskDefinition().equals(keeper.record().taskDefinition())
                && !deployment.id().equals(keeper.record().previousDeployment());
    }

    private ServiceSnapshot recognise(ServiceSnapshot service) {
        // Where nothing had to change there is no new deployment, and the one that stands is the one that was wanted.
        service.deployments().stream()
                .filter(this::isOurs)
                .findFirst()
                .or(service::primary)
                .ifPresent(ours -> keeper.keep(keeper.record().withDeployment(ours.id())));
        return service;
    }

    private CompletionStage<String> revision(Optional<ServiceSnapshot> found) {
        ServiceSnapshot service =
                found.filter(there -> !"INACTIVE".equals(there.status())).orElseThrow(this::missing);
        if (!"ECS".equals(service.controller())) {
            throw new ParameterException(
                    "service", request.service(), Texts.of("ecs.service.controller", service.controller()));
        }
        if (keeper.record().previousTaskDefinition() == null) {
            keeper.keep(keeper.record()
                    .withPrevious(
                            service.taskDefinition(),
                            service.primary().map(DeploymentSnapshot::id).orElse("")));
            keeper.pass(service);
        }
        if (keeper.record().taskDefinition() != null) {
            return CompletableFuture.completedFuture(keeper.record().taskDefinition());
        }
        if (request.registers()) {
            return base(service).thenComposeAsync(this::register, serial);
        }
        return request.taskDefinition() == null
                ? CompletableFuture.completedFuture(service.taskDefinition())
                : definitions.arn(request.taskDefinition());
    }

    private AwsFailureException missing() {
        serviceMissing = true;
        return new AwsFailureException(AwsFailure.notFound(
                "ecs:DescribeServices",
                Texts.of("ecs.service.missing", request.serviceName(), request.clusterName()),
                Texts.of("ecs.service.missing.advice")));
    }

    private CompletionStage<RegisterTaskDefinitionRequest> base(ServiceSnapshot service) {
        if (request.template() != null) {
            return CompletableFuture.completedFuture(
                    TaskDefinitionTemplate.parse("taskDefinitionTemplate", request.template()));
        }
        return definitions.template(
                request.taskDefinition() == null ? service.taskDefinition() : request.taskDefinition());
    }

    private CompletionStage<String> register(RegisterTaskDefinitionRequest base) {
        return new TaskDefinitionRegistration(definitions, serial, new RegistrationKeeper())
                .register(base, request.change());
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
            keeper.say(Texts.of("ecs.registered", TaskDefinitionName.shortened(arn)));
        }
    }
}
