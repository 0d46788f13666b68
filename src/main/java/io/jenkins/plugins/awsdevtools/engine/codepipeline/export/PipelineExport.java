package io.jenkins.plugins.awsdevtools.engine.codepipeline.export;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.CodePipelineApi;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.regions.PartitionMetadata;

/** Reads a pipeline and writes it as a Jenkinsfile. */
public final class PipelineExport {

    /** As many pipelines as an account has at most by default. */
    private static final int MOST_SUGGESTED_FROM = 1000;

    private final AwsClients clients;
    private final AwsAccess access;

    public PipelineExport(AwsClients clients, AwsAccess access) {
        this.clients = Objects.requireNonNull(clients);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * GetPipeline, translated.
     *
     * @param connection as {@link ExportSettings#connection}
     * @param credentials as {@link ExportSettings#credentials}
     * @return fails with {@link AwsFailureException}, which names the closest pipelines if there is none of this name
     */
    public CompletionStage<ExportedJenkinsfile> of(String pipeline, String connection, String credentials) {
        return clients.codePipeline(access)
                .getPipeline(get -> get.name(pipeline))
                .thenApply(answer -> JenkinsfileExport.of(
                        PipelineStructure.of(StructureJson.of(answer.pipeline())), settings(connection, credentials)))
                .exceptionallyCompose(failure -> failed(pipeline, failure));
    }

    /** As get-pipeline prints it; nothing is asked of AWS. */
    public ExportedJenkinsfile ofJson(String json, String connection, String credentials) {
        return JenkinsfileExport.of(PipelineStructure.parse(json), settings(connection, credentials));
    }

    private ExportSettings settings(String connection, String credentials) {
        return new ExportSettings(connection, access.region().id(), repositories() + "/v1/repos/", credentials);
    }

    /** Where git finds CodeCommit: an endpoint that takes AWS's place serves its repositories too. */
    private String repositories() {
        return access.endpoint()
                .map(endpoint -> endpoint.getScheme() + "://" + endpoint.getAuthority())
                .orElseGet(() -> "https://git-codecommit." + access.region().id() + "."
                        + PartitionMetadata.of(access.region()).dnsSuffix());
    }

    private <A> CompletionStage<A> failed(String pipeline, Throwable failure) {
        AwsFailure reason = FailureTranslator.translate(
                failure,
                new CallContext(
                        "codepipeline:GetPipeline", pipeline, access.region().id()));
        if (reason.kind() != AwsFailure.Kind.NOT_FOUND) {
            return CompletableFuture.failedFuture(new AwsFailureException(reason));
        }
        return new CodePipelineApi(clients, access)
                .pipelines(MOST_SUGGESTED_FROM)
                .exceptionally(unknown -> List.of())
                .thenCompose(names -> CompletableFuture.failedFuture(
                        new AwsFailureException(FailureTranslator.withClosest(reason, pipeline, names))));
    }
}
