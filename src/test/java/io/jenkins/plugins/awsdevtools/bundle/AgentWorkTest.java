package io.jenkins.plugins.awsdevtools.bundle;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.TestAccess;
import io.jenkins.plugins.awsdevtools.engine.work.WorkAbortedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is there and does not answer, or answers badly. */
class AgentWorkTest extends ConnectedJenkins {

    /** As many as there are threads on which AWS's answers are handled, and more. */
    private static final int AGENTS = 8;

    private final CountDownLatch asked = new CountDownLatch(AGENTS);
    private final CountDownLatch answer = new CountDownLatch(1);

    @TempDir
    private Path workspace;

    @AfterEach
    void letGo() {
        answer.countDown();
    }

    private WorkspaceContext context() {
        return new WorkspaceContext(null, TestAccess.root(aws), () -> new FilePath(workspace.toFile()));
    }

    /** What the agent does when it is asked to begin. */
    @FunctionalInterface
    private interface Agent {
        Stoppable begin() throws IOException, InterruptedException;
    }

    private static AgentWork<String> work(WorkspaceContext context, Agent agent) {
        AgentWork<String> work = new AgentWork<>(context) {
            @Override
            Stoppable startOn(FilePath folder, VirtualChannel channel, int number)
                    throws IOException, InterruptedException {
                return agent.begin();
            }

            @Override
            void clear() {
                // Nothing is left in AWS.
            }

            @Override
            String aborted() {
                return "aborted";
            }

            @Override
            public String state() {
                return "asking";
            }
        };
        work.start();
        return work;
    }

    private Stoppable neverAnswered() throws InterruptedException {
        asked.countDown();
        answer.await();
        return () -> {};
    }

    private void neverStopped() {
        asked.countDown();
        try {
            answer.await();
        } catch (InterruptedException goingDown) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertThatOtherStepsGoOn() throws Exception {
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> "done", AwsRuntime.get().executor());
        assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @Test
    void agentsThatDoNotAnswerKeepNoOtherStepFromGoingOn() throws Exception {
        for (int i = 0; i < AGENTS; i++) {
            work(context(), this::neverAnswered);
        }

        assertThat(asked.await(30, TimeUnit.SECONDS)).as("all are asked").isTrue();
        assertThatOtherStepsGoOn();
    }

    @Test
    void agentsThatDoNotStopKeepNoAbortFromEndingAndNoOtherStepFromGoingOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(AGENTS);
        List<AgentWork<String>> all = Stream.generate(() -> work(context(), () -> {
                    begun.countDown();
                    return this::neverStopped;
                }))
                .limit(AGENTS)
                .toList();
        assertThat(begun.await(30, TimeUnit.SECONDS)).as("all have begun").isTrue();

        all.forEach(AgentWork::abort);

        assertThat(asked.await(30, TimeUnit.SECONDS))
                .as("all are asked to stop")
                .isTrue();
        assertThatOtherStepsGoOn();
        for (AgentWork<String> work : all) {
            assertThatThrownBy(() -> resultOf(work.result())).hasCauseInstanceOf(WorkAbortedException.class);
        }
    }

    @Test
    void whatFailsOnAnAgentThatIsThereIsToldAndTriedAgain() throws Exception {
        WorkspaceContext context = context();
        AtomicInteger attempts = new AtomicInteger();

        CompletableFuture<AgentWork<String>> begun = new CompletableFuture<>();
        begun.complete(work(context, () -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("no such field");
            }
            begun.join().finish("done");
            return () -> {};
        }));

        assertThat(resultOf(begun.join().result())).isEqualTo("done");
        assertThat(context.lines())
                .containsExactly("It is tried again: java.lang.IllegalStateException: no such field");
    }

    private static AwsFailureException failure(boolean transientFault) {
        return new AwsFailureException(new AwsFailure(
                AwsFailure.Kind.OTHER, "S3 says no", "", Optional.empty(), transientFault, "s3:GetObject"));
    }

    @Test
    void whatAwsRefusesAnEarlierAttemptEndsNothing() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch begunAgain = new CountDownLatch(2);
        AgentWork<String> work = work(context(), () -> {
            attempts.incrementAndGet();
            begunAgain.countDown();
            return () -> {};
        });
        eventually(() -> attempts.get() == 1);

        // Asked in time, answered too late.
        assertThatThrownBy(() -> work.answer(1, () -> {
                    work.onAttemptFailed(1, "the disk is full", false);
                    throw failure(false);
                }))
                .isInstanceOf(IOException.class);

        assertThat(begunAgain.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(work.result()).isNotCompleted();
        work.abort();
    }

    @Test
    void whatAwsCouldNotAnswerIsAskedAgainAndSaidOnce() throws Exception {
        WorkspaceContext context = context();
        AgentWork<String> work = work(context, () -> () -> {});
        AtomicInteger asks = new AtomicInteger();
        eventually(() -> work.isCurrent(1));

        String answer = work.answer(1, () -> {
            if (asks.incrementAndGet() < 3) {
                throw new IOException("S3 says no", failure(true));
            }
            return "yes";
        });

        assertThat(answer).isEqualTo("yes");
        assertThat(context.lines()).containsExactly("S3 says no");
        work.abort();
    }
}
