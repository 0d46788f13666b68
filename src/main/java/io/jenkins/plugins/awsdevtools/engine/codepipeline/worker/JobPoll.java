package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.Job;

/**
 * Asks for jobs: at most one call is under way; the next follows at once while a call brings as many as it may, after the
 * interval when there were fewer, and after growing pauses while it fails. Before the first call the action type is read,
 * for what in its configuration is secret. Everything happens on the serial executor of its worker.
 */
final class JobPoll {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Worker worker;
    private final WorkerApi api;
    private final WorkerRequest request;
    private final Backoff backoff;
    private final PollTimer timer;
    private Set<String> properties;
    private boolean calling;
    private boolean soon;
    private boolean stopped;

    JobPoll(Worker worker, WorkerApi api, WorkerRequest request) {
        this.worker = worker;
        this.api = api;
        this.request = request;
        this.backoff = new Backoff(
                request.interval(),
                LONGEST_PAUSE.compareTo(request.interval()) < 0 ? request.interval() : LONGEST_PAUSE,
                worker.context().random());
        this.timer =
                new PollTimer(worker.context().timing(), () -> worker.serial().execute(this::ask));
    }

    /** There may be jobs: asks as soon as may be. */
    void soon() {
        if (calling) {
            soon = true;
        } else {
            timer.soon();
        }
    }

    /** Somebody wants to know: asks at once, also in a pause after a refusal. */
    void now() {
        if (calling) {
            soon = true;
        } else {
            timer.now();
        }
    }

    void stop() {
        stopped = true;
        timer.stop();
    }

    private void ask() {
        if (stopped || calling) {
            return;
        }
        timer.begun();
        int room = Math.min(request.batch(), request.most() - worker.openJobs());
        if (!worker.target().isBuildable()) {
            worker.said().say("waiting", Texts.of("codepipeline.worker.waiting"));
            timer.after(request.interval());
        } else if (room <= 0) {
            timer.after(request.interval());
        } else if (properties == null) {
            call(api::customTypes, (types, failure) -> typeRead(types, failure));
        } else {
            worker.said().settle("waiting");
            call(() -> api.poll(request, room), (jobs, failure) -> polled(jobs, failure, room));
        }
    }

    private void typeRead(
            List<software.amazon.awssdk.services.codepipeline.model.ActionType> types, Throwable failure) {
        if (failure != null) {
            AwsFailure reason = translate(failure, "codepipeline:ListActionTypes");
            if (reason.kind() != AwsFailure.Kind.DENIED) {
                worker.trouble(reason);
                timer.backOff(backoff.next());
                return;
            }
            worker.said().say("type", Texts.of("codepipeline.worker.type.denied", reason.text()));
            properties = request.query().map(query -> Set.of(query.name())).orElse(Set.of());
        } else {
            ActionTypes known = new ActionTypes(types);
            if (known.find(request.type()).isEmpty()) {
                worker.said().say("type", known.missing(request.type()));
                timer.backOff(backoff.next());
                return;
            }
            properties = known.find(request.type()).orElseThrow().actionConfigurationProperties().stream()
                    .filter(property -> !Boolean.TRUE.equals(property.secret()))
                    .map(ActionConfigurationProperty::name)
                    .collect(Collectors.toUnmodifiableSet());
        }
        timer.after(Duration.ZERO);
    }

    private void polled(List<Job> jobs, Throwable failure, int asked) {
        if (failure instanceof ActionTypeNotFoundException) {
            properties = null; // the next reading of the types tells which there are
        }
        if (failure != null) {
            worker.trouble(translate(failure, "codepipeline:PollForJobs"));
            timer.backOff(backoff.next());
            return;
        }
        worker.recovered();
        worker.target().polled();
        boolean taken = false;
        try {
            taken = takeAll(jobs);
        } finally { // whatever becomes of these, there will be others
            if (taken) {
                backoff.reset();
            }
            boolean more = soon || jobs.size() >= asked;
            soon = false;
            if (taken) {
                timer.after(more ? PollTimer.BREATH : request.interval());
            } else {
                timer.backOff(backoff.next());
            }
        }
    }

    private boolean takeAll(List<Job> jobs) {
        boolean all = true;
        for (Job job : jobs) {
            all &= worker.offered(PipelineJob.of(job, api.access().region().id(), properties::contains), job.nonce());
        }
        return all;
    }

    private AwsFailure translate(Throwable failure, String operation) {
        return FailureTranslator.translate(
                failure,
                new CallContext(
                        operation,
                        request.type().toString(),
                        api.access().region().id()));
    }

    private <A> void call(Supplier<CompletionStage<A>> asked, java.util.function.BiConsumer<A, Throwable> then) {
        CompletionStage<A> stage;
        try {
            stage = asked.get();
        } catch (RuntimeException refused) { // a client that cannot even be made fails like the call it was for
            stage = CompletableFuture.failedFuture(refused);
        }
        calling = true;
        stage.exceptionallyCompose(CompletableFuture::failedFuture)
                .whenComplete((answer, failure) -> worker.serial().execute(() -> {
                    calling = false;
                    if (!stopped) {
                        then.accept(answer, failure instanceof CompletionException ? failure.getCause() : failure);
                    }
                }));
    }
}
