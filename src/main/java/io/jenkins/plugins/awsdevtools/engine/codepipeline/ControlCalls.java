package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.work.SingleCall;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What all calls that control a pipeline have in common. */
abstract class ControlCalls<B, A> implements SingleCall.Calls<B, A> {

    private final CodePipelineApi api;
    private final AwsAccess access;
    private final String operation;
    private final String pipeline;
    private final String stage;
    private final Consumer<AwsFailure> trouble;

    /**
     * @param stage empty if none is meant
     * @param trouble told what is waited out
     */
    ControlCalls(
            CodePipelineApi api,
            AwsAccess access,
            String operation,
            String pipeline,
            String stage,
            Consumer<AwsFailure> trouble) {
        this.api = Objects.requireNonNull(api);
        this.access = Objects.requireNonNull(access);
        this.operation = Objects.requireNonNull(operation);
        this.pipeline = Objects.requireNonNull(pipeline);
        this.stage = Objects.requireNonNull(stage);
        this.trouble = Objects.requireNonNull(trouble);
    }

    @Override
    public AwsFailure translate(Throwable failure) {
        String resource = stage.isEmpty() ? pipeline : pipeline + "/" + stage;
        return FailureTranslator.translate(
                failure, new CallContext(operation, resource, access.region().id()));
    }

    @Override
    public boolean isBusy(Throwable failure) {
        return ControlRefusals.isBusy(failure);
    }

    @Override
    public CompletionStage<AwsFailure> explain(Throwable failure, AwsFailure refusal) {
        return new ControlRefusals(api, pipeline, stage).explain(failure, refusal);
    }

    @Override
    public void onTrouble(AwsFailure reason) {
        trouble.accept(reason);
    }

    @Override
    public String state() {
        return Texts.of("codepipeline.control.state", operation, pipeline);
    }

    @Override
    public String aborted() {
        return Texts.of("codepipeline.control.aborted", operation, pipeline);
    }
}
