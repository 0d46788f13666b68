package io.jenkins.plugins.awsdevtools.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.timing.VirtualTiming;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.watch.WatchPacing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.codebuild.model.CodeBuildException;

class PatientWatchTest {

    private final VirtualTiming timing = new VirtualTiming();
    private final Watcher watcher = new Watcher(timing, new Random(1), () -> WatchPacing.DEFAULT);
    private final List<Throwable> faults = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private Throwable refusal;

    /** What AWS answers now. */
    private final class Statuses implements StatusSource<String, String> {

        @Override
        public String operation() {
            return "codebuild:BatchGetBuilds";
        }

        @Override
        public int batchSize() {
            return 100;
        }

        @Override
        public CompletionStage<Map<String, String>> read(List<String> keys) {
            return refusal == null
                    ? CompletableFuture.completedFuture(Map.of("build", "running"))
                    : CompletableFuture.failedFuture(refusal);
        }
    }

    private final class Heard implements PatientWatch.Listener<String> {

        @Override
        public void onStatus(String status) {
            if (!heard.contains(status)) {
                heard.add(status);
            }
        }

        @Override
        public void onTrouble(AwsFailure reason) {
            heard.add("trouble " + reason.kind());
        }

        @Override
        public void onLoss(PatientWatch.Loss loss, AwsFailure reason) {
            heard.add("lost " + loss);
        }
    }

    private void watch() {
        PatientWatch.of(
                watcher,
                new Statuses(),
                "build",
                Duration.ofDays(3),
                new SerialExecutor(timing, faults::add),
                timing,
                failure -> FailureTranslator.translate(
                        failure, new CallContext("codebuild:BatchGetBuilds", "site", "eu-west-1")),
                new Heard());
    }

    private static Throwable refused(String code) {
        return CodeBuildException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code)
                        .build())
                .build();
    }

    private void pass(Duration time, Throwable answer) {
        refusal = answer;
        timing.advance(time);
    }

    @Test
    void aStatusThatIsRefusedWhileAwsThrottlesIsLostLikeOneThatWasRefusedAtOnce() {
        watch();
        pass(Duration.ofMinutes(1), null);
        pass(Duration.ofMinutes(1), refused("ThrottlingException"));
        pass(Duration.ofMinutes(20), refused("AccessDeniedException"));
        assertThat(heard).containsExactly("running", "trouble THROTTLED", "trouble DENIED", "lost REFUSED");
        assertThat(faults).isEmpty();
    }

    @Test
    void aStatusThatWasNeverReadIsLostWhenItIsRefusedAfterThrottling() {
        watch();
        pass(Duration.ofMinutes(1), refused("ThrottlingException"));
        pass(Duration.ofMinutes(5), refused("AccessDeniedException"));
        assertThat(heard).containsExactly("trouble THROTTLED", "lost REFUSED");
    }

    @Test
    void credentialsThatExpireWhileAwsThrottlesAreWaitedForAsLongAsAnyOther() {
        watch();
        pass(Duration.ofMinutes(1), null);
        pass(Duration.ofMinutes(1), refused("ThrottlingException"));
        pass(Duration.ofMinutes(10), refused("ExpiredTokenException"));
        assertThat(heard).containsExactly("running", "trouble THROTTLED", "trouble CREDENTIALS_EXPIRED");
        pass(Duration.ofMinutes(10), refused("ExpiredTokenException"));
        assertThat(heard).endsWith("lost REFUSED");
    }

    @Test
    void aRefusalThatIsTakenBackIsNoLoss() {
        watch();
        pass(Duration.ofMinutes(1), null);
        pass(Duration.ofMinutes(1), refused("ThrottlingException"));
        pass(Duration.ofMinutes(10), refused("AccessDeniedException"));
        pass(Duration.ofMinutes(30), null);
        assertThat(heard).containsExactly("running", "trouble THROTTLED", "trouble DENIED");
    }
}
