package io.jenkins.plugins.awsdevtools.codepipeline.changes;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.ChangeWatch;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.changes.ChangeWatches;
import io.jenkins.plugins.awsdevtools.engine.events.AwsEvent;
import io.jenkins.plugins.awsdevtools.trigger.RunningTriggers;
import io.jenkins.plugins.awsdevtools.trigger.TicketedTarget;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;
import java.util.UUID;

/** The triggers that watch pipelines. */
@Extension
public final class ChangeTriggers extends RunningTriggers<CodePipelineChangeTrigger, ChangeWatch> {

    private ChangeWatches watches;
    private boolean listening;

    public ChangeTriggers() {
        super(CodePipelineChangeTrigger.class, "codepipeline-changes.log");
    }

    static ChangeTriggers get() {
        return ExtensionList.lookupSingleton(ChangeTriggers.class);
    }

    /** One for the life of Jenkins, so that the triggers that follow each other at a job work in turn. */
    synchronized ChangeWatches watches() {
        if (watches == null) {
            AwsRuntime aws = AwsRuntime.get();
            watches = new ChangeWatches(
                    aws.clients(), aws.work().watcher(), () -> UUID.randomUUID().toString(), aws.executor());
        }
        return watches;
    }

    @Override
    protected ChangeWatch begin(
            CodePipelineChangeTrigger trigger, Job<?, ?> job, TriggerLog log, boolean afterRestart) {
        ChangeWatch watch = watches()
                .of(
                        trigger.request(),
                        new ConnectionResolver()
                                .resolve(job, trigger.getConnection())
                                .access(),
                        job.getRootDir().toPath().resolve("aws-developer-tools/codepipeline-changes.json"),
                        new TicketedTarget<>(job, log, PipelineChangeCause::new, PipelineChangeAction::new));
        listen();
        watch.start();
        return watch;
    }

    /** The watcher reads the pipelines that events name; one that is new has to be found in the list first. */
    private synchronized void listen() {
        if (!listening) {
            listening = true;
            AwsRuntime.get().events().listen(event -> {
                if (event.subject() instanceof AwsEvent.ExecutionChanged changed) {
                    allRunning().forEach(watch -> watch.heard(event.region(), changed.pipeline()));
                }
            });
        }
    }

    @Override
    protected void end(Job<?, ?> job, ChangeWatch watch) {
        watch.stop();
    }

    /** The build for a change has begun, or was taken off the queue. */
    void begun(Job<?, ?> job, String changeId) {
        ChangeWatch watch = running(job);
        if (watch != null) {
            watch.begun(changeId);
        }
    }

    /** Follows the jobs that have the trigger. */
    @Extension
    public static final class ChangeJobs extends Jobs {

        @Override
        protected RunningTriggers<?, ?> triggers() {
            return get();
        }
    }
}
