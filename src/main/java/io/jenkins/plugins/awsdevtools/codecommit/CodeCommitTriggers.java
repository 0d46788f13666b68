package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codecommit.BranchWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushWatch;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushWatches;
import io.jenkins.plugins.awsdevtools.trigger.RunningTriggers;
import io.jenkins.plugins.awsdevtools.trigger.TicketedTarget;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;
import java.util.UUID;

/** The triggers that watch branches. */
@Extension
public final class CodeCommitTriggers extends RunningTriggers<CodeCommitTrigger, PushWatch> {

    private BranchWatches branches;
    private PushWatches pushes;

    public CodeCommitTriggers() {
        super(CodeCommitTrigger.class, "codecommit-polling.log");
    }

    public static CodeCommitTriggers get() {
        return ExtensionList.lookupSingleton(CodeCommitTriggers.class);
    }

    /** The watches of branches, for whoever wants to know of the same ones. */
    public synchronized BranchWatches branches() {
        if (branches == null) {
            branches = new BranchWatches(
                    AwsRuntime.get().watcher(), AwsRuntime.get().clients());
        }
        return branches;
    }

    /** One for the life of Jenkins, so that the triggers that follow each other at a job work in turn. */
    synchronized PushWatches pushes() {
        if (pushes == null) {
            pushes = new PushWatches(
                    branches(),
                    () -> UUID.randomUUID().toString(),
                    AwsRuntime.get().executor());
        }
        return pushes;
    }

    @Override
    protected PushWatch begin(CodeCommitTrigger trigger, Job<?, ?> job, TriggerLog log, boolean afterRestart) {
        AwsAccess access =
                new ConnectionResolver().resolve(job, trigger.getConnection()).access();
        PushWatch watch = pushes().of(
                        trigger.request(),
                        access,
                        job.getRootDir().toPath().resolve("aws-developer-tools/codecommit-trigger.json"),
                        new TicketedTarget<>(job, log, CodeCommitPushCause::new, CodeCommitPushAction::new));
        watch.start();
        return watch;
    }

    @Override
    protected void end(Job<?, ?> job, PushWatch watch) {
        watch.stop();
    }

    /** The build of a push has begun, or will not. */
    void begun(Job<?, ?> job, String pushId) {
        PushWatch watch = running(job);
        if (watch != null) {
            watch.begun(pushId);
        }
    }

    /** Follows the jobs that have the trigger. */
    @Extension
    public static final class CodeCommitJobs extends Jobs {

        @Override
        protected RunningTriggers<?, ?> triggers() {
            return get();
        }
    }
}
