package io.jenkins.plugins.awsdevtools.trigger;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.codecommit.CodeCommitTrigger;
import io.jenkins.plugins.awsdevtools.connection.AwsConnection;
import io.jenkins.plugins.awsdevtools.connection.AwsConnections;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectedJenkins;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.Polled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunningTriggersTest extends ConnectedJenkins {

    /** On which triggers begin. */
    private static final int THREADS = 4;

    private record Planned(Duration delay, Runnable task) {}

    /** Time that stands still: what is to be done later waits for the test. */
    private static final class Later implements Timing {
        private final List<Planned> planned = new CopyOnWriteArrayList<>();

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void execute(Runnable task) {
            planned.add(new Planned(Duration.ZERO, task));
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            planned.add(new Planned(delay, task));
            return () -> {};
        }
    }

    private static final class Triggers extends RunningTriggers<CodeCommitTrigger, Polled> {
        private final Later later = new Later();
        private boolean sealed;

        Triggers() {
            super(CodeCommitTrigger.class, "running.log");
        }

        @Override
        protected Polled begin(CodeCommitTrigger trigger, Job<?, ?> job, TriggerLog log, boolean afterRestart) {
            if (sealed) {
                sealed = false;
                throw new IllegalStateException("the vault is sealed");
            }
            new ConnectionResolver().resolve(job, trigger.getConnection());
            return () -> {};
        }

        @Override
        protected void end(Job<?, ?> job, Polled work) {
            // nothing was begun
        }

        @Override
        protected Timing timing() {
            return later;
        }
    }

    @Test
    void aTriggerWhoseConnectionIsMadeLaterBeginsAMinuteAfterItWasTriedLastAndSaysWhyOnce() throws Exception {
        Triggers triggers = new Triggers();
        new RunningTriggers.Jobs() {
            @Override
            protected RunningTriggers<?, ?> triggers() {
                return triggers;
            }
        }.onLoaded();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
        trigger.setConnection("later");
        triggers.start(trigger, job);
        List<Planned> planned = triggers.later.planned;
        eventually(() -> planned.size() == 1);
        planned.get(0).task().run();
        assertThat(planned).hasSize(2);
        assertThat(planned.get(0).delay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(triggers.running(job)).isNull();
        assertThat(triggers.log(job).text().lines().filter(line -> line.contains("later")))
                .hasSize(1);
        List<AwsConnection> connections = new ArrayList<>(AwsConnections.get().getConnections());
        AwsConnection made = new AwsConnection("later", "eu-west-1");
        made.setCredentialsId("local-key");
        connections.add(made);
        AwsConnections.get().setConnections(connections);
        planned.get(1).task().run();
        assertThat(triggers.running(job)).isNotNull();
        assertThat(planned).hasSize(2);
    }

    @Test
    void whoCannotTellTheCredentialsOfOneJobKeepsNoOtherTriggerFromBeginning() throws Exception {
        Triggers triggers = new Triggers();
        List<FreeStyleProject> jobs = List.of(jenkins.createFreeStyleProject(), jenkins.createFreeStyleProject());
        for (FreeStyleProject job : jobs) {
            CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
            job.addTrigger(trigger);
            triggers.start(trigger, job);
        }
        triggers.sealed = true;
        new RunningTriggers.Jobs() {
            @Override
            protected RunningTriggers<?, ?> triggers() {
                return triggers;
            }
        }.onLoaded();
        assertThat(jobs).filteredOn(job -> triggers.running(job) != null).hasSize(1);
        assertThat(jobs)
                .filteredOn(job -> triggers.log(job).text().contains("the vault is sealed"))
                .hasSize(1);
        triggers.later.planned.forEach(planned -> planned.task().run());
        assertThat(jobs).allMatch(job -> triggers.running(job) != null);
    }

    /** Each begins when the test lets it. */
    private static final class Held extends RunningTriggers<CodeCommitTrigger, Polled> {
        private final Semaphore permits = new Semaphore(0);
        private final List<CodeCommitTrigger> asked = new CopyOnWriteArrayList<>();
        private final List<Polled> begun = new CopyOnWriteArrayList<>();
        private final List<Polled> ended = new CopyOnWriteArrayList<>();
        private volatile Runnable whileItEnds = () -> {};

        Held() {
            super(CodeCommitTrigger.class, "held.log");
            new RunningTriggers.Jobs() {
                @Override
                protected RunningTriggers<?, ?> triggers() {
                    return Held.this;
                }
            }.onLoaded();
        }

        @Override
        protected Polled begin(CodeCommitTrigger trigger, Job<?, ?> job, TriggerLog log, boolean afterRestart) {
            asked.add(trigger);
            permits.acquireUninterruptibly();
            Polled work = new Polled() {
                @Override
                public void poll() {
                    // nothing is read
                }
            };
            begun.add(work);
            return work;
        }

        @Override
        protected void end(Job<?, ?> job, Polled work) {
            ended.add(work);
            whileItEnds.run();
        }
    }

    /** Returns when nothing that was given to the threads of triggers before is under way, but for what calls this. */
    private static void awaitOtherThreads() {
        CyclicBarrier all = new CyclicBarrier(THREADS - 1);
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(
                                () -> meet(all), AwsRuntime.get().executor()))
                        .limit(THREADS - 1)
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await();
        } catch (InterruptedException | BrokenBarrierException goingDown) {
            throw new IllegalStateException(goingDown);
        }
    }

    @Test
    void aTriggerThatIsStartedAgainWhileWhatItBeganEndsBeginsAnew() throws Exception {
        Held triggers = new Held();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
        triggers.start(trigger, job);
        eventually(() -> triggers.asked.size() == 1);
        triggers.stop(trigger, job);
        triggers.whileItEnds = () -> {
            triggers.start(trigger, job);
            awaitOtherThreads();
        };
        triggers.permits.release(2);
        eventually(() -> triggers.running(job) != null);
        assertThat(triggers.asked).containsExactly(trigger, trigger);
        assertThat(triggers.ended).containsExactly(triggers.begun.get(0));
    }

    @Test
    void aTriggerThatIsStartedAgainWhileItBeginsBeginsOnce() throws Exception {
        Held triggers = new Held();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeCommitTrigger trigger = new CodeCommitTrigger("shop");
        triggers.start(trigger, job);
        eventually(() -> triggers.asked.size() == 1);
        triggers.stop(trigger, job);
        triggers.start(trigger, job);
        triggers.permits.release(2);
        eventually(() -> triggers.running(job) != null);
        triggers.stop(trigger, job);
        assertThat(triggers.ended).isEqualTo(triggers.begun).hasSize(1);
    }

    @Test
    void aTriggerThatTakesThePlaceOfOneThatBeginsBeginsAfterIt() throws Exception {
        Held triggers = new Held();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        CodeCommitTrigger first = new CodeCommitTrigger("shop");
        CodeCommitTrigger second = new CodeCommitTrigger("shop");
        triggers.start(first, job);
        eventually(() -> triggers.asked.size() == 1);
        triggers.start(second, job);
        triggers.permits.release(2);
        eventually(() -> triggers.running(job) != null);
        assertThat(triggers.asked).containsExactly(first, second);
        assertThat(triggers.ended).containsExactly(triggers.begun.get(0));
        assertThat(triggers.running(job)).isSameAs(triggers.begun.get(1));
    }
}
