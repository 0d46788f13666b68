package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.connection.ResolvedConnection;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobAnswer;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.Worker;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerConnections;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerContext;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerRecords;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerRequest;
import io.jenkins.plugins.awsdevtools.engine.events.AwsEvent;
import io.jenkins.plugins.awsdevtools.engine.work.WorkContext;
import io.jenkins.plugins.awsdevtools.trigger.RunningTriggers;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The workers that are at work. One whose trigger is gone takes no more jobs, and answers those that are open, after a restart
 * too; the next of the same job takes its place. One whose job was moved makes room for another there, which reads the
 * records that moved with the job.
 */
@Extension
public final class Workers extends RunningTriggers<CodePipelineWorkerTrigger, Worker> {

    /** In the folder of a job. */
    private static final Path RECORDS = Path.of("aws-developer-tools", "codepipeline-jobs");

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
        WorkerRequest request = trigger.request();
        ResolvedConnection connection = new ConnectionResolver().resolve(job, trigger.getConnection());
        Worker former;
        Worker worker;
        synchronized (this) {
            former = all.get(job.getFullName());
            worker = make(job, log, former == null ? records(job, log) : former.records());
            all.put(job.getFullName(), worker);
        }
        if (former != null) {
            former.stop();
        }
        listen();
        worker.take(request, connection.name(), connection.access());
        start(worker);
        return worker;
    }

    /** What was open when its trigger went, or before its trigger can begin, is answered all the same. */
    @Override
    protected void idle(Job<?, ?> job) {
        if (!Files.isDirectory(job.getRootDir().toPath().resolve(RECORDS))) {
            return;
        }
        TriggerLog log = log(job);
        Worker worker;
        synchronized (this) {
            if (all.containsKey(job.getFullName())) {
                return;
            }
            worker = make(job, log, records(job, log));
            all.put(job.getFullName(), worker);
        }
        start(worker);
    }

    private static Worker make(Job<?, ?> job, TriggerLog log, WorkerRecords records) {
        WorkContext shared = AwsRuntime.get().work();
        WorkerConnections connections =
                name -> new ConnectionResolver().resolve(job, name).access();
        WorkerContext context = new WorkerContext(
                shared.clients(), shared.watcher(), shared.timing(), shared.random(), () -> UUID.randomUUID()
                        .toString());
        return new Worker(connections, context, records, new WorkerBuilds(job, log));
    }

    private static WorkerRecords records(Job<?, ?> job, TriggerLog log) {
        return new WorkerRecords(
                job.getRootDir().toPath(), RECORDS, AwsRuntime.get().work().timing(), log::say);
    }

    private void start(Worker worker) {
        worker.done().thenRun(() -> forget(worker));
        worker.start();
    }

    private synchronized void forget(Worker worker) {
        all.values().remove(worker);
    }

    /** An action that begins may be one for a worker: then it need not wait for the next poll. */
    private synchronized void listen() {
        if (!listening) {
            listening = true;
            AwsRuntime.get().events().listen(event -> {
                if (event.subject() instanceof AwsEvent.ExecutionChanged changed) {
                    allRunning().forEach(worker -> worker.hear(event.region(), changed.actionType()));
                }
            });
        }
    }

    @Override
    protected void end(Job<?, ?> job, Worker worker) {
        worker.retire();
    }

    @Override
    protected void moved(String oldFullName) {
        Worker former;
        synchronized (this) {
            former = all.remove(oldFullName);
        }
        if (former != null) {
            former.stop();
        }
    }

    @Override
    protected void deleted(Job<?, ?> job) {
        Worker former;
        synchronized (this) {
            former = all.remove(job.getFullName());
        }
        if (former != null) {
            former.giveUp(JobAnswer.failure("JobFailed", Messages.Workers_deleted(job.getFullName()), ""));
        }
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

    /** Whether no worker has anything to do, or will have. */
    synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    synchronized boolean isAtWork(String fullName) {
        return all.containsKey(fullName);
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
