package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.SOURCE;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.localaws.Faults;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutionMirrorTest {

    private static LocalAws aws;
    private FollowedPipeline pipeline;
    private ExecutionMirror mirror;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void create() {
        pipeline = FollowedPipeline.create(aws, "SUPERSEDED", SOURCE, stage("Review", approval("Ask")));
        mirror = new ExecutionMirror(pipeline.context(), pipeline.access(), false);
    }

    @AfterEach
    void close() {
        mirror.onEnd();
        aws.faults().clear();
        pipeline.close();
    }

    @Test
    void stagesThatCannotBeReadNowAreReadLater() throws Exception {
        aws.faults().cutBeforeAnswer("codepipeline:GetPipeline", Faults.ALWAYS);
        mirror.onChange(ExecutionSnapshot.begun(pipeline.name(), pipeline.start()));
        // More than the SDK tries by itself.
        aws.calls().await("codepipeline:GetPipeline", 5);
        assertThat(mirror.plan().toCompletableFuture()).isNotDone();
        aws.faults().clear();
        assertThat(resultOf(mirror.plan()).stages())
                .extracting(MirrorPlan.Stage::name)
                .containsExactly("Source", "Review");
    }

    @Test
    void stagesThatMayNotBeReadAreARefusal() {
        aws.faults().deny("codepipeline:GetPipeline", Faults.ANYONE);
        mirror.onChange(ExecutionSnapshot.begun(pipeline.name(), pipeline.start()));
        assertThatThrownBy(() -> resultOf(mirror.plan())).hasMessageContaining("not authorized");
    }
}
