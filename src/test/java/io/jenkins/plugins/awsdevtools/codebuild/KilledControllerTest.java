package io.jenkins.plugins.awsdevtools.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.connection.KillableJenkins;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real Jenkins process is killed, not shut down, while builds run in the embedded AWS beside it. */
class KilledControllerTest {

    private static final String REGION = "eu-west-1";
    private static final int BUILDS = 20;
    private static final int LINES = 2000;

    @RegisterExtension
    private final KillableJenkins jenkins = new KillableJenkins();

    @Test
    void everyBuildIsStartedOnceAndEachLineOfItsLogIsPrintedOnceAndInOrder() throws Throwable {
        try (LocalAws aws = LocalAws.start()) {
            for (int i = 0; i < BUILDS; i++) {
                aws.codeBuild().createScripted(REGION, "lines-" + i);
            }
            jenkins.startWith(aws);
            for (int i = 0; i < BUILDS; i++) {
                jenkins.build("job-" + i, "codeBuild 'lines-" + i + "'");
            }
            aws.calls().awaitExecuted("codebuild:StartBuild", BUILDS);
            List<String> ids = aws.codeBuild().builds();

            say(aws, ids, 0, LINES / 2);
            long reads = aws.calls().count("logs:GetLogEvents");
            aws.calls().await("logs:GetLogEvents", reads + BUILDS);
            jenkins.kill();

            say(aws, ids, LINES / 2, LINES);
            jenkins.startJenkins();
            ids.forEach(id -> aws.codeBuild().finish(id, "SUCCEEDED"));

            List<String> expected =
                    IntStream.range(0, LINES).mapToObj(line -> "line " + line).toList();
            for (int i = 0; i < BUILDS; i++) {
                assertThat(jenkins.log("job-" + i).lines().filter(line -> line.startsWith("line ")))
                        .containsExactlyElementsOf(expected);
            }
            assertThat(aws.calls().count("codebuild:StartBuild")).isEqualTo(BUILDS);
        }
    }

    private static void say(LocalAws aws, List<String> ids, int from, int to) {
        for (String id : ids) {
            for (int line = from; line < to; line++) {
                aws.codeBuild().say(id, "line " + line);
            }
        }
    }
}
