package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationPropertyType;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeSettings;
import software.amazon.awssdk.services.codepipeline.model.CreateCustomActionTypeRequest;

/** Makes custom action types. One that is there as it is wanted is left alone; one that differs is told, not changed. */
public final class ActionTypeCreation {

    /** {@code Description} of a property: at most 160 characters. */
    private static final int LONGEST_DESCRIPTION = 160;

    private final WorkerApi api;

    public ActionTypeCreation(AwsClients clients, AwsAccess access) {
        this.api = new WorkerApi(clients, access);
    }

    /**
     * ListActionTypes, then CreateCustomActionType if there is none.
     *
     * @return whether it was made; false if it was there. Fails with {@link ParameterException} if there is one with other
     *     properties, naming them, and with {@link AwsFailureException} if AWS refuses.
     */
    public CompletionStage<Boolean> create(ActionTypeRequest request) {
        return api.customTypes()
                .exceptionallyCompose(failure -> failed(failure, "codepipeline:ListActionTypes", request))
                .thenCompose(types -> {
                    var existing = new ActionTypes(types).find(request.type());
                    if (existing.isEmpty()) {
                        return make(request);
                    }
                    List<String> differences = differences(request, existing.get());
                    if (!differences.isEmpty()) {
                        throw new CompletionException(new ParameterException(
                                "version",
                                request.type().version(),
                                Texts.of(
                                        "codepipeline.worker.type.differs",
                                        request.type(),
                                        String.join("; ", differences))));
                    }
                    return CompletableFuture.completedFuture(false);
                });
    }

    private CompletionStage<Boolean> make(ActionTypeRequest request) {
        CreateCustomActionTypeRequest.Builder create = CreateCustomActionTypeRequest.builder()
                .category(request.type().category())
                .provider(request.type().provider())
                .version(request.type().version())
                .settings(settings ->
                        settings.entityUrlTemplate(request.entityUrl()).executionUrlTemplate(request.executionUrl()))
                .inputArtifactDetails(details -> details.minimumCount(0).maximumCount(request.mostInputs()))
                .outputArtifactDetails(details -> details.minimumCount(0).maximumCount(request.mostOutputs()));
        request.property().ifPresent(name -> create.configurationProperties(property(name)));
        return api.client()
                .createCustomActionType(create.build())
                .thenApply(made -> true)
                .exceptionallyCompose(failure -> failed(failure, "codepipeline:CreateCustomActionType", request));
    }

    private static ActionConfigurationProperty property(String name) {
        String description = Texts.of("codepipeline.worker.type.property");
        return ActionConfigurationProperty.builder()
                .name(name)
                .required(true)
                .key(true)
                .secret(false)
                .queryable(true)
                .description(
                        description.length() <= LONGEST_DESCRIPTION
                                ? description
                                : description.substring(0, LONGEST_DESCRIPTION))
                .type(ActionConfigurationPropertyType.STRING)
                .build();
    }

    private <A> CompletionStage<A> failed(Throwable failure, String operation, ActionTypeRequest request) {
        return CompletableFuture.failedFuture(new AwsFailureException(FailureTranslator.translate(
                failure,
                new CallContext(
                        operation,
                        request.type().toString(),
                        api.access().region().id()))));
    }

    /** What keeps an action type from serving as the wanted one. */
    private static List<String> differences(
            ActionTypeRequest wanted, software.amazon.awssdk.services.codepipeline.model.ActionType is) {
        List<String> differences = new ArrayList<>();
        Optional<String> queryable = is.actionConfigurationProperties().stream()
                .filter(property -> Boolean.TRUE.equals(property.queryable()))
                .map(ActionConfigurationProperty::name)
                .findFirst();
        compare(
                "queryable property",
                queryable.orElse("none"),
                wanted.property().orElse("none"),
                differences);
        ActionTypeSettings settings = is.settings();
        compare(
                "entityUrlTemplate",
                settings == null ? null : settings.entityUrlTemplate(),
                wanted.entityUrl(),
                differences);
        compare(
                "executionUrlTemplate",
                settings == null ? null : settings.executionUrlTemplate(),
                wanted.executionUrl(),
                differences);
        compare(
                "input artifacts",
                is.inputArtifactDetails() == null
                        ? null
                        : is.inputArtifactDetails().maximumCount(),
                wanted.mostInputs(),
                differences);
        compare(
                "output artifacts",
                is.outputArtifactDetails() == null
                        ? null
                        : is.outputArtifactDetails().maximumCount(),
                wanted.mostOutputs(),
                differences);
        return differences;
    }

    private static void compare(String what, Object is, Object wanted, List<String> differences) {
        if (!Objects.equals(is, wanted)) {
            differences.add(Texts.of("codepipeline.worker.type.difference", what, is, wanted));
        }
    }
}
