package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobRecord;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.Worker;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerContext;
import io.jenkins.plugins.awsdevtools.engine.events.AwsEvent;
import io.jenkins.plugins.awsdevtools.engine.journal.JournalFolder;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.trigger.RunningTriggers;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The workers that are at work. One whose trigger is gone takes no more jobs, and answers those that are open; the next of
 * the same job takes its place.
 */
@Extension
public final class Workers extends RunningTriggers<CodePipelineWorkerTrigger, Worker> {

    private final Map<String, Worker> all = new HashMap<>();
    private boolean listening;

    public Workers() {
        super(CodePipelineWorkerTrigger.class, "codepipeline-worker.log");
    }

    static Workers get() {
        return ExtensionList.lookupSingleton(Workers.class);
    }

    @Override
    protected Worker begin(CodePipelineWorkerTrigger trigger, Job<?, ?> job, TriggerLog log, boolean afterRestart) {
        AwsAccess access =
                new ConnectionResolver().resolve(job, trigger.getConnection()).access();
        WorkContext shared = AwsRuntime.get().work();
        WorkerContext context = new WorkerContext(
                shared.clients(), shared.watcher(), shared.timing(), shared.random(), () -> UUID.randomUUID()
                        .toString());
        Worker worker = new Worker(
                trigger.request(),
                access,
                context,
                new JournalFolder<>(
                        job.getRootDir().toPath().resolve("aws-developer-tools/codepipeline-jobs"), JobRecord.class),
                new WorkerBuilds(job, trigger.getConnection(), log));
        Worker former;
        synchronized (this) {
            former = all.put(job.getFullName(), worker);
        }
        if (former != null) {
            former.stop();
        }
        listen();
        worker.start();
        return worker;
    }

    /** An action that begins may be one for a worker: then it need not wait for the next poll. */
    private synchronized void listen() {
        if (!listening) {
            listening = true;
            AwsRuntime.get().events().listen(event -> {
                if (event.subject() instanceof AwsEvent.ExecutionChanged) {
                    everyone().forEach(Worker::poll);
                }
            });
        }
    }

    private synchronized List<Worker> everyone() {
        return List.copyOf(all.values());
    }

    @Override
    protected void end(Job<?, ?> job, Worker worker) {
        worker.retire();
    }

    @Override
    protected void deleted(Job<?, ?> job, Worker worker) {
        worker.giveUp(JobAnswer.failure("JobFailed", Messages.Workers_deleted(job.getFullName()), ""));
    }

    /** The build of a job has begun. */
    void begun(Job<?, ?> job, String ticket) {
        Worker worker = worker(job);
        if (worker != null) {
            worker.begun(ticket);
        }
    }

    /** The build of a job has ended, or will never begin. */
    void ended(Job<?, ?> job, String ticket, JobAnswer answer) {
        Worker worker = worker(job);
        if (worker != null) {
            worker.ended(ticket, answer);
        }
    }

    private synchronized Worker worker(Job<?, ?> job) {
        return all.get(job.getFullName());
    }

    /** Follows the jobs that have workers. */
    @Extension
    public static final class WorkerJobs extends Jobs {

        @Override
        protected RunningTriggers<?, ?> triggers() {
            return get();
        }
    }
}
