package io.jenkins.plugins.awsdevtools.engine.taskdefinition;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * Registers one revision, whatever becomes of the answers. RegisterTaskDefinition takes no token: that it may have been
 * called is kept before the call, and whoever tries again looks for the revision by its marker first.
 */
public final class TaskDefinitionRegistration {

    /** What is known of the work that needs the revision. All of it is called on the serial executor. */
    public interface Keeper {

        /** Becomes a label of the revision. */
        String marker();

        /** When the work was first asked for; bounds the search. */
        Instant requested();

        /** Whether the call may have been made. */
        boolean registering();

        /** Keeps that the call may have been made; that outlives this process when this returns. */
        void keepRegistering();

        /** The revision is there; not told of one that a former try registered. */
        void onRegistered(String arn);
    }

    private final TaskDefinitions definitions;
    private final Executor serial;
    private final Keeper keeper;

    public TaskDefinitionRegistration(TaskDefinitions definitions, Executor serial, Keeper keeper) {
        this.definitions = Objects.requireNonNull(definitions);
        this.serial = Objects.requireNonNull(serial);
        this.keeper = Objects.requireNonNull(keeper);
    }

    /**
     * Registers a definition with changes. Called on the serial executor.
     *
     * @return the ARN of the revision
     * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if the definition has no such container
     */
    public CompletionStage<String> register(RegisterTaskDefinitionRequest base, TaskDefinitionChange change) {
        RegisterTaskDefinitionRequest next = change.apply(base, keeper.marker());
        if (keeper.registering()) {
            return definitions
                    .findMarked(next.family(), keeper.marker(), keeper.requested())
                    .thenComposeAsync(
                            found -> found.<CompletionStage<String>>map(CompletableFuture::completedFuture)
                                    .orElseGet(() -> registerNow(next)),
                            serial);
        }
        keeper.keepRegistering();
        return registerNow(next);
    }

    private CompletionStage<String> registerNow(RegisterTaskDefinitionRequest next) {
        return definitions
                .register(next)
                .thenApplyAsync(
                        arn -> {
                            keeper.onRegistered(arn);
                            return arn;
                        },
                        serial);
    }
}
