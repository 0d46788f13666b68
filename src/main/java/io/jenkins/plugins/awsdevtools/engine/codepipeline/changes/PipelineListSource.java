package io.jenkins.plugins.awsdevtools.engine.codepipeline.changes;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.CodePipelineApi;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The names of all pipelines, for one identity: whoever uses globs asks for them together. */
record PipelineListSource(AwsClients clients, AwsAccess access)
        implements StatusSource<PipelineListSource.All, List<String>> {

    /** The one thing there is to read. */
    enum All {
        PIPELINES
    }

    /** As many pipelines as a quota may be raised to is no reason to read on for ever. */
    private static final int MOST = 5000;

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @Override
    public String operation() {
        return "codepipeline:ListPipelines";
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Duration interval(Duration usual) {
        return usual.compareTo(INTERVAL) < 0 ? INTERVAL : usual;
    }

    @Override
    public CompletionStage<Map<All, List<String>>> read(List<All> keys) {
        return new CodePipelineApi(clients, access).pipelines(MOST).thenApply(names -> Map.of(All.PIPELINES, names));
    }
}
