package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.journal.JournalFolder;
import io.jenkins.plugins.awsdevtools.engine.timing.SerialExecutor;
import io.jenkins.plugins.awsdevtools.engine.watch.Polled;
import io.jenkins.plugins.awsdevtools.engine.watch.SaidOnce;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One worker of CodePipeline: takes the jobs of a custom action type, has each done by a run of its target, and answers
 * each with what became of it. A job is acknowledged once and answered once, whatever dies when: {@link OpenJob} says how.
 *
 * <p>What goes wrong is said once in the log of the target and never ends the worker. All state belongs to the serial
 * executor.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-custom-action.html">Create a job
 *     worker for your custom action</a>
 */
public final class Worker implements Polled {

    private static final Logger LOGGER = Logger.getLogger(Worker.class.getName());

    /** What is said of records that cannot be written. */
    private static final String WRITING = "writing";

    private final WorkerRequest request;
    private final WorkerContext context;
    private final JournalFolder<JobRecord> records;
    private final WorkerTarget target;
    private final SerialExecutor serial;
    private final WorkerApi api;
    private final CancelledJobs cancelled;
    private final JobPoll poll;
    private final Map<String, OpenJob> jobs = new LinkedHashMap<>();
    private final SaidOnce said;
    private boolean recording = true;
    private boolean stopped;

    /** @param records of this worker alone */
    public Worker(
            WorkerRequest request,
            AwsAccess access,
            WorkerContext context,
            JournalFolder<JobRecord> records,
            WorkerTarget target) {
        this.request = Objects.requireNonNull(request);
        this.context = Objects.requireNonNull(context);
        this.records = Objects.requireNonNull(records);
        this.target = Objects.requireNonNull(target);
        this.said = new SaidOnce(target::say);
        this.serial = new SerialExecutor(context.timing(), fault -> {
            LOGGER.log(Level.WARNING, fault, () -> "The worker " + request.type() + " failed");
            target.say(String.valueOf(fault.getMessage()));
        });
        this.api = new WorkerApi(context.clients(), access.withoutSessionTags());
        this.cancelled = new CancelledJobs(context, access.withoutSessionTags());
        this.poll = new JobPoll(this, api, request);
    }

    /** Goes on with the jobs that are recorded, and asks for others. */
    public void start() {
        serial.execute(() -> {
            target.say(Texts.of(
                    "codepipeline.worker.begun",
                    request.type(),
                    request.query().map(query -> " (" + query + ")").orElse(""),
                    request.interval().toSeconds()));
            load();
            List.copyOf(jobs.values()).forEach(OpenJob::resume);
            poll.soon();
        });
    }

    private void load() {
        try {
            records.all().forEach((ticket, record) -> jobs.put(ticket, new OpenJob(this, api, record)));
        } catch (UncheckedIOException unreadable) {
            target.say(Texts.of("codepipeline.worker.unreadable", unreadable.getMessage()));
        }
    }

    /** Ends; what was recorded stays, and the next worker of the same records goes on with it. */
    public void stop() {
        serial.execute(() -> {
            stopped = true;
            poll.stop();
            jobs.values().forEach(OpenJob::stop);
        });
    }

    /** Takes no more jobs; those that are open are answered as before. */
    public void retire() {
        serial.execute(poll::stop);
    }

    /**
     * Answers every open job, for whoever does them is gone and so is where their records were.
     *
     * @param answer of each that has none yet
     */
    public void giveUp(JobAnswer answer) {
        serial.execute(() -> {
            recording = false;
            poll.stop();
            List.copyOf(jobs.values()).forEach(job -> job.answer(answer));
        });
    }

    /** Asks for jobs now. */
    @Override
    public void poll() {
        serial.execute(() -> {
            if (!stopped) {
                poll.soon();
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
                context.tickets().get(), offered, nonce, context.timing().now());
        if (!save(record)) {
            return false;
        }
        OpenJob job = new OpenJob(this, api, record);
        jobs.put(record.ticket(), job);
        job.acknowledge();
        return true;
    }

    void forget(OpenJob job) {
        boolean full = jobs.size() >= request.most();
        jobs.remove(job.record().ticket());
        try {
            records.remove(job.record().ticket());
        } catch (UncheckedIOException undeletable) { // after a restart CodePipeline says that it is done
            unwritable(undeletable);
        }
        JobAnswer answer = job.record().answer();
        if (full || answer != null && answer.continuationToken() != null) {
            poll.soon();
        }
    }

    /** @return whether it could be written; if not, what depends on it has to wait */
    boolean save(JobRecord record) {
        try {
            if (recording) {
                records.save(record.ticket(), record);
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
                        failure,
                        new CallContext(
                                "codepipeline:ListActionExecutions",
                                job.pipeline(),
                                api.access().region().id()))
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

    CancelledJobs cancelled() {
        return cancelled;
    }
}
