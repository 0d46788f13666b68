package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who does which actions. A provider that is not here is an action type that is not available. Thread safe. */
final class Providers {

    /**
     * "#{namespace.variable_key}".
     *
     * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html">Variables
     *     reference</a>
     */
    private static final Pattern VARIABLE = Pattern.compile("#\\{([A-Za-z0-9@_-]+)\\.([A-Za-z0-9@_-]+)}");

    private final Map<String, ActionProvider> providers = new ConcurrentHashMap<>();
    private final S3Store s3;
    private final Clock clock;
    private final CustomActions custom;
    private final ActionHolds holds = new ActionHolds();

    Providers(S3Store s3, Clock clock, CustomActions custom) {
        this.s3 = s3;
        this.clock = clock;
        this.custom = custom;
    }

    ActionHolds holds() {
        return holds;
    }

    void add(String category, String provider, ActionProvider does) {
        providers.put(category + "/AWS/" + provider, does);
    }

    boolean knows(String region, ActionTypeId type) {
        return type.isCustom()
                ? custom.exists(region, type)
                : providers.containsKey(type.category() + "/" + type.owner() + "/" + type.provider());
    }

    /** @throws AwsError {@code InvalidActionDeclarationException} if a configuration lacks what its provider needs */
    void checkConfigurations(PipelineDefinition definition) {
        definition.stages().forEach(stage -> stage.actions().forEach(this::checkConfiguration));
    }

    private void checkConfiguration(ActionDeclaration action) {
        ActionTypeId type = action.type();
        ActionProvider provider = providers.get(type.category() + "/" + type.owner() + "/" + type.provider());
        if (provider == null) {
            return; // a custom action, whose own type says what it needs
        }
        for (String key : provider.required()) {
            if (!action.configuration().containsKey(key)) {
                throw PipelineErrors.of(
                        "InvalidActionDeclaration",
                        "Action configuration for action '" + action.name() + "' is missing required configuration '"
                                + key + "'");
            }
        }
    }

    ActionRun begin(Pipeline pipeline, PipelineExecution execution, StageRun stage, ActionDeclaration action) {
        ActionTypeId type = action.type();
        Map<String, String> configuration = new LinkedHashMap<>();
        ActionWork none = () -> ActionOutcome.failed("InternalError", "");
        String id = UUID.randomUUID().toString();
        try {
            action.configuration().forEach((key, value) -> configuration.put(key, resolved(value, execution)));
            List<Artifact> inputs = new ArrayList<>();
            action.inputs().forEach(name -> inputs.add(execution.artifacts().get(name)));
            ActionContext context = new ActionContext(
                    pipeline.region(),
                    execution.definition().name(),
                    execution.id(),
                    stage.name(),
                    action,
                    id,
                    configuration,
                    inputs,
                    outputs(execution),
                    execution.start().revisions().getOrDefault(action.name(), ""));
            ActionProvider provider = type.isCustom()
                    ? custom
                    : Optional.ofNullable(providers.get(type.category() + "/" + type.owner() + "/" + type.provider()))
                            .orElseThrow();
            ActionWork work = holds.of(type.provider(), provider.begin(context));
            return new ActionRun(id, action, clock.instant(), configuration, work, work.look());
        } catch (AwsError refused) {
            return new ActionRun(
                    id,
                    action,
                    clock.instant(),
                    configuration,
                    none,
                    ActionOutcome.failed(refused.code(), refused.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resolved(String value, PipelineExecution execution) {
        return VARIABLE.matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(value(execution, found.group(1), found.group(2))));
    }

    private static String value(PipelineExecution execution, String namespace, String key) {
        String known =
                switch (namespace) {
                    case "codepipeline" -> key.equals("PipelineExecutionId") ? execution.id() : null;
                    case "variables" -> execution.start().variables().get(key);
                    default ->
                        execution.namespaces().getOrDefault(namespace, Map.of()).get(key);
                };
        if (known == null) {
            throw PipelineErrors.of(
                    "InvalidActionDeclaration", "The variable #{" + namespace + "." + key + "} cannot be resolved");
        }
        return known;
    }

    private ActionContext.Outputs outputs(PipelineExecution execution) {
        return new ActionContext.Outputs() {
            @Override
            public Artifact place(String name) {
                PipelineDefinition definition = execution.definition();
                String key = shortened(definition.name(), 20) + "/" + shortened(name, 10) + "/"
                        + UUID.randomUUID().toString().replace("-", "").substring(0, 7);
                return new Artifact(name, definition.bucket(), key, "", "");
            }

            @Override
            public void put(Artifact artifact, byte[] zip) throws IOException {
                s3.put(artifact.bucket(), artifact.key(), zip);
                placed(artifact);
            }

            @Override
            public void placed(Artifact artifact) {
                execution.artifacts().put(artifact.name(), artifact);
            }
        };
    }

    /** CodePipeline cuts the names in its keys. */
    private static String shortened(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most);
    }
}
