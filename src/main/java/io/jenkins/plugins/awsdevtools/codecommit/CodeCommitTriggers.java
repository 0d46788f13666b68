package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.codecommit.BranchWatches;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushWatch;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushWatches;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The triggers that are at work. One that cannot begin, because its connection is not there or its settings are wrong,
 * says so in its polling log and tries again; none ever stops by itself.
 *
 * <p>Triggers are started while jobs are loaded, when the queue is not yet: they begin when all is loaded.
 */
@Extension
public final class CodeCommitTriggers {

    private static final Duration RETRY = Duration.ofMinutes(1);

    /** A trigger that is at work. */
    private record Running(PushWatch watch, PollingLog log) {}

    /** Null until it has begun. */
    private final Map<CodeCommitTrigger, Running> running = new IdentityHashMap<>();

    private BranchWatches branches;
    private boolean loaded;

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

    synchronized void start(CodeCommitTrigger trigger) {
        running.put(trigger, null);
        if (loaded) {
            AwsRuntime.get().executor().execute(() -> begin(trigger, false));
        }
    }

    void stop(CodeCommitTrigger trigger) {
        Running stopped;
        synchronized (this) {
            stopped = running.remove(trigger);
        }
        if (stopped != null) {
            stopped.watch().stop();
        }
    }

    /** Reads the branches of a trigger now. */
    void poll(CodeCommitTrigger trigger) {
        Running polled = running(trigger);
        if (polled != null) {
            polled.watch().poll();
        }
    }

    /** The build of a push has begun, or will not. */
    void begun(Job<?, ?> job, String pushId) {
        CodeCommitTrigger trigger = CodeCommitTrigger.of(job);
        Running told = running(trigger);
        if (told != null) {
            told.watch().begun(pushId);
        }
    }

    /** When AWS told a job's branches last, or an empty text. */
    String lastPolled(Job<?, ?> job) {
        Running asked = running(CodeCommitTrigger.of(job));
        return asked == null || asked.log().lastPolled() == null
                ? ""
                : asked.log().lastPolled().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private synchronized Running running(CodeCommitTrigger trigger) {
        return running.get(trigger);
    }

    private void begin(CodeCommitTrigger trigger, boolean afterRestart) {
        Job<?, ?> job = trigger.job();
        synchronized (this) {
            if (job == null || !running.containsKey(trigger) || running.get(trigger) != null) {
                return;
            }
        }
        PollingLog log = PollingLog.of(job);
        try {
            AwsAccess access = new ConnectionResolver()
                    .resolve(job, trigger.getConnection())
                    .access();
            Path record = job.getRootDir().toPath().resolve("aws-developer-tools/codecommit-trigger.json");
            PushWatch watch = new PushWatches(
                            branches(),
                            () -> UUID.randomUUID().toString(),
                            AwsRuntime.get().executor())
                    .of(trigger.request(), access, record, new JobTarget(job, log));
            synchronized (this) {
                if (!running.containsKey(trigger)) {
                    return;
                }
                running.put(trigger, new Running(watch, log));
            }
            watch.start(afterRestart);
        } catch (ParameterException wrong) {
            log.sayOnce(wrong.getMessage());
            AwsRuntime.get().work().timing().after(RETRY, () -> begin(trigger, afterRestart));
        }
    }

    private void allLoaded() {
        List<CodeCommitTrigger> waiting;
        synchronized (this) {
            loaded = true;
            waiting = new ArrayList<>(running.keySet());
        }
        waiting.forEach(trigger -> begin(trigger, true));
    }

    /** Follows the jobs that have triggers. */
    @Extension
    public static final class Jobs extends ItemListener {

        @Override
        public void onLoaded() {
            get().allLoaded();
        }

        /** The folder of the job, where the trigger remembers, is elsewhere now. */
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            CodeCommitTrigger trigger = item instanceof Job<?, ?> job ? CodeCommitTrigger.of(job) : null;
            if (trigger != null) {
                get().stop(trigger);
                get().start(trigger);
            }
        }

        @Override
        public void onDeleted(Item item) {
            CodeCommitTrigger trigger = item instanceof Job<?, ?> job ? CodeCommitTrigger.of(job) : null;
            if (trigger != null) {
                get().stop(trigger);
            }
        }
    }
}
