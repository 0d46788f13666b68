package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.Polled;
import io.jenkins.plugins.awsdevtools.engine.watch.SaidOnce;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One worker of CodePipeline: takes the jobs of a custom action type, has each done by a run of its target, and answers
 * each with what became of it. A job is acknowledged once and answered once, whatever dies when: {@link OpenJob} says how.
 * One that is retired takes no more jobs and answers those that are open, each with the connection it was fetched with.
 *
 * <p>What goes wrong is said once in the log of the target and never ends the worker. All state belongs to the serial
 * executor.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-custom-action.html">Create a job
 *     worker for your custom action</a>
 */
public final class Worker implements Polled {

    /** What is said of records that cannot be written. */
    private static final String WRITING = "writing";

    /** From one try to read the records to the next. */
    private static final Duration UNREADABLE = Duration.ofMinutes(1);

    private final WorkerConnections connections;
    private final WorkerContext context;
    private final WorkerRecords records;
    private final WorkerTarget target;
    private final SerialExecutor serial;
    private final Map<String, Identity> identities = new HashMap<>();
    private final Map<String, OpenJob> jobs = new LinkedHashMap<>();
    private final SaidOnce said;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Taking taking;
    private boolean recording = true;
    private boolean loaded;
    private boolean stopped;

    /** As whom a job is answered. */
    record Identity(WorkerApi api, CancelledJobs cancelled) {}

    /** What one has that takes jobs. */
    private record Taking(WorkerRequest request, String connection, String region, JobPoll poll) {}

    /** One that is retired, until it is told to {@link #take}. */
    public Worker(WorkerConnections connections, WorkerContext context, WorkerRecords records, WorkerTarget target) {
        this.connections = Objects.requireNonNull(connections);
        this.context = Objects.requireNonNull(context);
        this.records = Objects.requireNonNull(records);
        this.target = Objects.requireNonNull(target);
        this.said = new SaidOnce(target::say);
        this.serial = records.serial();
    }

    /**
     * Asks for jobs from its start on. Told before that.
     *
     * @param connection the name of the one to fetch them with
     */
    public void take(WorkerRequest request, String connection, AwsAccess access) {
        serial.execute(() -> {
            Identity own = identity(access);
            identities.put(connection, own);
            taking = new Taking(request, connection, access.region().id(), new JobPoll(this, own.api(), request));
        });
    }

    private Identity identity(AwsAccess access) {
        return new Identity(
                new WorkerApi(context.clients(), access.withoutSessionTags()),
                new CancelledJobs(context, access.withoutSessionTags()));
    }

    /** @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if the connection of a job cannot be used */
    Identity identity(JobRecord record) {
        return identities.computeIfAbsent(
                record.connection() == null ? "" : record.connection(), name -> identity(connections.access(name)));
    }

    /** Goes on with the jobs that are recorded, and asks for others unless it is retired. */
    public void start() {
        serial.execute(() -> {
            if (taking != null) {
                WorkerRequest request = taking.request();
                target.say(Texts.of(
                        "codepipeline.worker.begun",
                        request.type(),
                        request.query().map(query -> " (" + query + ")").orElse(""),
                        request.interval().toSeconds()));
            }
            load();
            soon();
        });
    }

    private void load() {
        if (stopped) {
            return;
        }
        Map<String, JobRecord> found;
        try {
            found = records.all();
        } catch (UncheckedIOException unreadable) {
            said.say("reading", Texts.of("codepipeline.worker.unreadable", unreadable.getMessage()));
            context.timing().after(UNREADABLE, () -> serial.execute(this::load));
            return;
        }
        loaded = true;
        List<OpenJob> added = new ArrayList<>();
        found.forEach((ticket, record) -> jobs.computeIfAbsent(ticket, fresh -> {
            OpenJob job = new OpenJob(this, taking == null ? record : record.orFetchedWith(taking.connection()));
            added.add(job);
            return job;
        }));
        if (taking == null && !jobs.isEmpty()) {
            target.say(Texts.of("codepipeline.worker.retired"));
        }
        added.forEach(job -> serial.execute(job::resume)); // a fault of one is none of the others
        endIfDone();
    }

    private void soon() {
        if (taking != null && !stopped) {
            taking.poll().soon();
        }
    }

    private void takeNoMore() {
        if (taking != null) {
            taking.poll().stop();
            taking = null;
        }
    }

    private void endIfDone() {
        if (loaded && taking == null && jobs.isEmpty()) {
            done.complete(null);
        }
    }

    /** Completes when it is retired and all that was open is answered. */
    public CompletionStage<Void> done() {
        return done;
    }

    /** What it remembers, and whoever takes its place. */
    public WorkerRecords records() {
        return records;
    }

    /** Ends; what was recorded stays, and the next worker of the same records goes on with it. */
    public void stop() {
        serial.execute(() -> {
            stopped = true;
            takeNoMore();
            jobs.values().forEach(OpenJob::stop);
        });
    }

    /** Takes no more jobs; those that are open are answered as before. */
    public void retire() {
        serial.execute(() -> {
            takeNoMore();
            endIfDone();
        });
    }

    /**
     * Answers every open job, for whoever does them is gone and so is where their records were.
     *
     * @param answer of each that has none yet
     */
    public void giveUp(JobAnswer answer) {
        serial.execute(() -> {
            recording = false;
            takeNoMore();
            List.copyOf(jobs.values()).forEach(job -> job.answer(answer));
            endIfDone();
        });
    }

    /** Asks for jobs now, also in a pause after a refusal. */
    @Override
    public void poll() {
        serial.execute(() -> {
            if (taking != null) {
                taking.poll().now();
            }
        });
    }

    /**
     * An execution has gone on: if that may have made a job for this worker, it asks soon.
     *
     * @param actionType {@code OWNER/CATEGORY/PROVIDER/VERSION} of the action that has; empty if it is a stage or a pipeline
     */
    public void hear(String region, String actionType) {
        serial.execute(() -> {
            if (taking != null
                    && taking.region().equals(region)
                    && taking.request().isConcernedBy(actionType)) {
                soon();
            }
        });
    }

    /** The run of a job has begun. */
    public void begun(String ticket) {
        serial.execute(() -> job(ticket).ifPresent(OpenJob::begun));
    }

    /** The run of a job has ended, or will never begin. The first answer of a job counts. */
    public void ended(String ticket, JobAnswer answer) {
        serial.execute(() -> job(ticket).ifPresent(job -> job.answer(answer)));
    }

    private Optional<OpenJob> job(String ticket) {
        return stopped ? Optional.empty() : Optional.ofNullable(jobs.get(ticket));
    }

    /** @return whether what is to be done of it could be recorded; if not, it is left to CodePipeline to offer it again */
    boolean offered(PipelineJob offered, String nonce) {
        Optional<OpenJob> known = jobs.values().stream()
                .filter(job -> job.record().job().id().equals(offered.id()))
                .findFirst();
        if (known.isPresent()) {
            return known.get().offered(nonce);
        }
        JobRecord record = JobRecord.offered(
                context.tickets().get(), offered, nonce, context.timing().now(), taking.connection());
        if (!save(record)) {
            return false;
        }
        OpenJob job = new OpenJob(this, record);
        jobs.put(record.ticket(), job);
        job.acknowledge();
        return true;
    }

    void forget(OpenJob job) {
        boolean full = taking != null && jobs.size() >= taking.request().most();
        jobs.remove(job.record().ticket());
        try {
            records.remove(job.record());
        } catch (UncheckedIOException undeletable) { // after a restart CodePipeline says that it is done
            unwritable(undeletable);
        }
        JobAnswer answer = job.record().answer();
        if (full || answer != null && answer.continuationToken() != null) {
            soon();
        }
        endIfDone();
    }

    /** @return whether it could be written; if not, what depends on it has to wait */
    boolean save(JobRecord record) {
        try {
            if (recording) {
                records.save(record);
            }
        } catch (UncheckedIOException failed) {
            unwritable(failed);
            return false;
        }
        said.settle(WRITING, Texts.of("codepipeline.worker.writable"));
        return true;
    }

    private void unwritable(UncheckedIOException failed) {
        if (!said.isOpen(WRITING)) {
            said.say(WRITING, Texts.of("codepipeline.worker.unwritable", String.valueOf(failed.getMessage())));
        }
    }

    int openJobs() {
        return jobs.size();
    }

    void trouble(AwsFailure failure) {
        said.say("trouble", failure.text());
    }

    void recovered() {
        said.settle("trouble", Texts.of("codepipeline.worker.recovered"));
        said.settle("type");
    }

    void cannotWatch(PipelineJob job, Throwable failure) {
        String text = FailureTranslator.translate(
                        failure, new CallContext("codepipeline:ListActionExecutions", job.pipeline(), job.region()))
                .text();
        said.say("watch", Texts.of("codepipeline.worker.unwatched", text));
    }

    SaidOnce said() {
        return said;
    }

    WorkerContext context() {
        return context;
    }

    WorkerTarget target() {
        return target;
    }

    SerialExecutor serial() {
        return serial;
    }
}
