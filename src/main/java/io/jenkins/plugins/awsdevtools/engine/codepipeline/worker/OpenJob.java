package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineException;
import software.amazon.awssdk.services.codepipeline.model.InvalidJobStateException;
import software.amazon.awssdk.services.codepipeline.model.InvalidNonceException;
import software.amazon.awssdk.services.codepipeline.model.JobNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

/**
 * One job from its offer to its answer. Each step is in its record before the call that it leads to, so that a process
 * that comes after goes on with the same call:
 *
 * <ul>
 *   <li>OFFERED: AcknowledgeJob is called, after a lost answer again with the same nonce, which does no harm. A nonce that
 *       is not good any more means that the job was offered anew, to whomever.
 *   <li>ACKNOWLEDGED: its run is put in the queue, once the target takes it; after a restart only if there is none.
 *   <li>BEGUN: the run goes on. One that is gone after a restart is answered as lost.
 *   <li>ANSWERED: the answer is put until CodePipeline has taken it, or says that it does not wait for one.
 * </ul>
 *
 * <p>A record that cannot be written holds up what depends on it until it can. Everything happens on the serial executor of
 * its worker.
 */
final class OpenJob {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Worker worker;
    private final Backoff backoff;
    private JobRecord record;
    private Watch watch;
    private Timing.Cancellable again;
    private boolean calling;
    private boolean answerMayBeTaken;
    private boolean refused;
    private boolean stopped;

    OpenJob(Worker worker, JobRecord record) {
        this.worker = worker;
        this.record = record;
        this.backoff =
                new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE, worker.context().random());
    }

    JobRecord record() {
        return record;
    }

    private PipelineJob job() {
        return record.job();
    }

    /** Goes on where the record says, unless it was stopped before. */
    void resume() {
        if (stopped) {
            return;
        }
        switch (record.state()) {
            case OFFERED -> acknowledge();
            case ANSWERED -> {
                answerMayBeTaken = true;
                put();
            }
            default -> {
                Optional<WorkerTarget.Fate> fate = worker.target().fate(record.ticket());
                if (fate.isEmpty()) {
                    resumeWithoutRun();
                } else if (fate.get() instanceof WorkerTarget.Fate.Ended ended) {
                    answer(ended.answer());
                } else {
                    if (fate.get() instanceof WorkerTarget.Fate.Running) {
                        begun();
                    }
                    watch();
                }
            }
        }
    }

    private void resumeWithoutRun() {
        if (record.state() == JobRecord.State.BEGUN) {
            worker.target().say(Texts.of("codepipeline.worker.lost", job().place(), job().id()));
            answer(JobAnswer.failure("JobFailed", Texts.of("codepipeline.worker.lost.answer"), ""));
        } else {
            watch();
            schedule("codepipeline.worker.again");
        }
    }

    /** @param said of the job once its run is in the queue */
    private void schedule(String said) {
        if (record.state() != JobRecord.State.ACKNOWLEDGED) {
            return;
        }
        boolean queued = false;
        try {
            queued = worker.target().schedule(record);
        } finally { // a queue that fails has taken nothing
            if (!queued) {
                scheduleLater(said);
            }
        }
        if (queued) {
            refused = false;
            worker.target().say(Texts.of(said, job().place(), job().id()));
        }
    }

    private void scheduleLater(String said) {
        if (!refused) {
            refused = true;
            worker.target().say(Texts.of("codepipeline.worker.refused", job().place(), job().id()));
        }
        later(() -> schedule(said));
    }

    /**
     * The job was offered again before its acknowledgement was answered.
     *
     * @return whether that could be recorded
     */
    boolean offered(String nonce) {
        if (record.state() != JobRecord.State.OFFERED) {
            return true;
        }
        JobRecord next = record.offeredAgain(nonce);
        if (!worker.save(next)) {
            return false;
        }
        record = next;
        acknowledge();
        return true;
    }

    void acknowledge() {
        call(api -> api.acknowledge(job().id(), record.nonce()), this::acknowledged);
    }

    private void acknowledged(JobStatus status, Throwable failure) {
        if (failure instanceof InvalidNonceException || failure instanceof JobNotFoundException) {
            forget(); // somebody else has it, or it is offered again
        } else if (failure != null) {
            worker.trouble(translate(failure, "codepipeline:AcknowledgeJob"));
            later(this::acknowledge);
        } else if (status == JobStatus.IN_PROGRESS) {
            if (save(record.in(JobRecord.State.ACKNOWLEDGED), this::acknowledge)) {
                watch();
                schedule("codepipeline.worker.taken");
            }
        } else {
            worker.target().say(Texts.of("codepipeline.worker.over", job().place(), job().id(), status));
            forget();
        }
    }

    void begun() {
        if (record.state() == JobRecord.State.ACKNOWLEDGED) {
            refused = false;
            save(record.in(JobRecord.State.BEGUN), this::begun);
        }
    }

    /** The first answer counts. */
    void answer(JobAnswer answer) {
        if (record.state() == JobRecord.State.OFFERED) {
            forget(); // nobody took it, so CodePipeline offers it again
        } else if (record.state() != JobRecord.State.ANSWERED && save(record.with(answer), () -> answer(answer))) {
            unwatch();
            put();
        }
    }

    private void put() {
        call(
                api -> api.put(job().id(), record.answer()).thenApply(done -> (Object) done),
                (done, failure) -> answered(failure));
    }

    private void answered(Throwable failure) {
        JobAnswer answer = record.answer();
        if (failure == null) {
            worker.target()
                    .say(Texts.of(
                            answer.good() ? "codepipeline.worker.succeeded" : "codepipeline.worker.failed",
                            job().place(),
                            job().id()));
            forget();
            return;
        }
        if (failure instanceof InvalidJobStateException || failure instanceof JobNotFoundException) {
            if (!answerMayBeTaken) {
                worker.target().say(Texts.of("codepipeline.worker.unwanted", job().place(), job().id()));
            }
            forget();
            return;
        }
        AwsFailure reason =
                translate(failure, "codepipeline:PutJob" + (answer.good() ? "Success" : "Failure") + "Result");
        if (answer.good() && failure instanceof CodePipelineException && isRefused(reason)) {
            worker.target().say(reason.text());
            JobAnswer instead = JobAnswer.failure("ConfigurationError", reason.message(), answer.externalId());
            if (save(record.with(instead), this::put)) {
                put();
            }
            return;
        }
        worker.trouble(reason);
        // The answer of a call that was cut may have been taken all the same.
        answerMayBeTaken |= reason.transientFault();
        later(this::put);
    }

    /** Whether the answer itself is at fault: the same one will not be taken another time. */
    private static boolean isRefused(AwsFailure reason) {
        return reason.kind() == AwsFailure.Kind.INVALID_REQUEST
                || reason.kind() == AwsFailure.Kind.OTHER && !reason.transientFault();
    }

    private void watch() {
        if (watch != null || stopped || record.state() == JobRecord.State.ANSWERED) {
            return;
        }
        CancelledJobs jobs;
        try {
            jobs = worker.identity(record).cancelled();
        } catch (ParameterException unusable) {
            worker.cannotWatch(job(), unusable);
            later(this::watch);
            return;
        }
        watch = jobs.watch(job(), status -> worker.serial().execute(() -> cancelled(status)), failure -> worker.serial()
                .execute(() -> worker.cannotWatch(job(), failure)));
    }

    private void unwatch() {
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
    }

    private void cancelled(String status) {
        if (!stopped && watch != null && record.state() != JobRecord.State.ANSWERED) {
            unwatch();
            String reason = Texts.of("codepipeline.worker.cancelled", job().place(), job().id(), status);
            worker.target().say(reason);
            cancelRun(reason);
        }
    }

    private void cancelRun(String reason) {
        if (record.state() == JobRecord.State.ANSWERED) {
            return;
        }
        if (refused) {
            answer(JobAnswer.failure("JobFailed", reason, ""));
        } else if (!worker.target().cancel(record.ticket(), reason)) {
            later(() -> cancelRun(reason));
        }
    }

    /** Ends; the record stays. */
    void stop() {
        stopped = true;
        unwatch();
        if (again != null) {
            again.cancel();
        }
    }

    private void forget() {
        stop();
        worker.forget(this);
    }

    /** @return whether it is written; if not, what led to it is done again later */
    private boolean save(JobRecord next, Runnable led) {
        if (!worker.save(next)) {
            later(led);
            return false;
        }
        record = next;
        backoff.reset();
        return true;
    }

    private <A> void call(Function<WorkerApi, CompletionStage<A>> call, BiConsumer<A, Throwable> then) {
        if (stopped || calling) {
            return;
        }
        calling = true;
        CompletionStage<A> stage;
        try {
            stage = call.apply(worker.identity(record).api());
        } catch (RuntimeException refused) { // a client that cannot even be made fails like the call it was for
            stage = CompletableFuture.failedFuture(refused);
        }
        stage.whenComplete((answer, failure) -> worker.serial().execute(() -> {
            calling = false;
            if (!stopped) {
                then.accept(answer, failure instanceof CompletionException ? failure.getCause() : failure);
            }
        }));
    }

    private void later(Runnable call) {
        again = worker.context().timing().after(backoff.next(), () -> worker.serial()
                .execute(() -> {
                    if (!stopped) {
                        call.run();
                    }
                }));
    }

    private AwsFailure translate(Throwable failure, String operation) {
        return FailureTranslator.translate(failure, new CallContext(operation, job().pipeline(), job().region()));
    }
}
