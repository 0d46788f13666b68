package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.KillableJenkins;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real Jenkins process is killed, not shut down, while a batch of twenty groups runs in the embedded AWS beside it. */
class KilledBatchTest {

    private static final String REGION = "eu-west-1";
    private static final int GROUPS = 20;
    private static final int LINES = 200;

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins();

    @Test
    void theBatchIsStartedOnceAndEachLineOfEachGroupIsPrintedOnce() throws Throwable {
        StringBuilder spec = new StringBuilder("version: 0.2\nbatch:\n  build-list:\n");
        for (int i = 0; i < GROUPS; i++) {
            spec.append("    - identifier: g").append(i).append('\n');
        }
        try (LocalAws aws = LocalAws.start()) {
            aws.codeBuild().createScriptedBatch(REGION, "batch", spec.toString());
            jenkins.startWith(aws);
            jenkins.build("job", "codeBuildBatch 'batch'");
            aws.calls().awaitExecuted("codebuild:StartBuildBatch", 1);
            String batch = aws.codeBuild().batches().all().get(0);
            Map<String, String> builds = new HashMap<>(aws.codeBuild().batches().builds(batch));
            builds.remove("DOWNLOAD_SOURCE");
            assertThat(builds).hasSize(GROUPS);

            say(aws, builds, 0, LINES / 2);
            long reads = aws.calls().count("logs:GetLogEvents");
            aws.calls().await("logs:GetLogEvents", reads + GROUPS);
            jenkins.kill();

            say(aws, builds, LINES / 2, LINES);
            jenkins.startJenkins();
            builds.values().forEach(id -> aws.codeBuild().finish(id, "SUCCEEDED"));
            String log = jenkins.log("job");

            List<String> expected = new ArrayList<>();
            builds.keySet().forEach(group -> {
                for (int line = 0; line < LINES; line++) {
                    expected.add("[" + group + "] line " + line);
                }
            });
            assertThat(log.lines().filter(line -> line.startsWith("[g"))).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(aws.calls().count("codebuild:StartBuildBatch")).isEqualTo(1);
        }
    }

    private static void say(LocalAws aws, Map<String, String> builds, int from, int to) {
        for (String id : builds.values()) {
            for (int line = from; line < to; line++) {
                aws.codeBuild().say(id, "line " + line);
            }
        }
    }
}
