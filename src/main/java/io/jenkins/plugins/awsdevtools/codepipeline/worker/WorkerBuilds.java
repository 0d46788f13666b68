package io.jenkins.plugins.awsdevtools.codepipeline.worker;

import hudson.model.Executor;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.JobRecord;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.worker.WorkerTarget;
import io.jenkins.plugins.awsdevtools.trigger.TicketedBuilds;
import io.jenkins.plugins.awsdevtools.trigger.TriggerLog;
import java.util.Optional;
import jenkins.model.CauseOfInterruption;

/** The jobs of CodePipeline as builds of a Jenkins job. */
final class WorkerBuilds implements WorkerTarget {

    private final TriggerLog log;
    private final TicketedBuilds builds;

    WorkerBuilds(Job<?, ?> job, TriggerLog log) {
        this.log = log;
        this.builds = new TicketedBuilds(job);
    }

    @Override
    public boolean isBuildable() {
        return builds.areTaken();
    }

    @Override
    public boolean schedule(JobRecord record) {
        return builds.schedule(
                new PipelineJobCause(record.ticket(), record.job()),
                new PipelineJobAction(record.ticket(), record.job(), record.connection()));
    }

    @Override
    public Optional<Fate> fate(String ticket) {
        // The queue first: a build may have to be looked for among a thousand on the disk. One that has just left the
        // queue may have begun or ended.
        Optional<Queue.Item> item = builds.queued(ticket);
        if (item.isPresent() && !(item.get() instanceof Queue.LeftItem)) {
            return Optional.of(new Fate.Waiting());
        }
        Optional<Run<?, ?>> build = builds.build(ticket);
        if (build.isPresent()) {
            return item.isEmpty() && isStillborn(build.get()) ? Optional.empty() : Optional.of(fate(build.get()));
        }
        return item.map(left -> new Fate.Waiting());
    }

    private static Fate fate(Run<?, ?> run) {
        return run.isLogUpdated() || run.isBuilding() ? new Fate.Running() : new Fate.Ended(RunAnswers.of(run));
    }

    /** A Pipeline whose process was killed before its program had begun has no result for ever, and counts as building. */
    private static boolean isStillborn(Run<?, ?> run) {
        return run.hasntStartedYet() && run.getExecutor() == null;
    }

    @Override
    public boolean cancel(String ticket, String reason) {
        if (builds.unqueue(ticket)) {
            return true;
        }
        Optional<Executor> executor = builds.build(ticket).map(Run::getExecutor);
        executor.ifPresent(running -> running.interrupt(Result.ABORTED, new NotWaitedFor(reason)));
        return executor.isPresent();
    }

    @Override
    public void say(String line) {
        log.say(line);
    }

    @Override
    public void polled() {
        log.polled();
    }

    /** CodePipeline does not wait for the build. */
    public static final class NotWaitedFor extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        private final String reason;

        NotWaitedFor(String reason) {
            this.reason = reason;
        }

        @Override
        public String getShortDescription() {
            return reason;
        }
    }
}
