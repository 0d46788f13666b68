package io.jenkins.plugins.awsdevtools.trigger;

import hudson.model.Item;
import hudson.model.Job;
import hudson.model.listeners.ItemListener;
import hudson.triggers.Trigger;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.watch.Polled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.ParameterizedJobMixIn;

/**
 * The triggers of one kind that are at work, by their jobs. One that cannot begin, because its connection is not there or
 * its settings are wrong, says so in its log and tries again; none ever stops by itself.
 *
 * <p>Triggers are started while jobs are loaded, when the queue is not yet: they begin when all is loaded.
 *
 * @param <T> the trigger
 * @param <W> what is at work for it
 */
public abstract class RunningTriggers<T extends Trigger<Job<?, ?>>, W extends Polled> {

    private static final Logger LOGGER = Logger.getLogger(RunningTriggers.class.getName());
    private static final Duration RETRY = Duration.ofMinutes(1);

    private record Running<T, W>(T trigger, W work, TriggerLog log) {}

    private final Class<T> type;
    private final String logName;
    private final Map<String, Running<T, W>> running = new HashMap<>();
    private final Map<String, T> started = new HashMap<>();
    private final Set<String> beginning = new HashSet<>();
    private boolean loaded;

    protected RunningTriggers(Class<T> type, String logName) {
        this.type = type;
        this.logName = logName;
    }

    /**
     * Begins, after all jobs were loaded.
     *
     * @param afterRestart whether builds may be missing that were put in the queue before
     * @throws ParameterException if the trigger's settings are wrong
     */
    protected abstract W begin(T trigger, Job<?, ?> job, TriggerLog log, boolean afterRestart);

    /** Ends. Another may begin for the same job afterwards. */
    protected abstract void end(Job<?, ?> job, W work);

    /**
     * Nothing is at work for a job after all was loaded, after it was moved, or because its trigger cannot begin yet: it has
     * no trigger, or one that is tried again.
     */
    protected void idle(Job<?, ?> job) {
        // Most have nothing to do without a trigger.
    }

    /** A job is elsewhere now, whether it has a trigger or not, after {@link #end} and before its trigger begins anew. */
    protected void moved(String oldFullName) {
        // Most have nothing more to do.
    }

    /** A job was deleted, whether it had a trigger or not, after {@link #end}. */
    protected void deleted(Job<?, ?> job) {
        // Most have nothing more to do.
    }

    /** The trigger of a job, or null. */
    public final T of(Job<?, ?> job) {
        return job instanceof ParameterizedJobMixIn.ParameterizedJob<?, ?> triggered
                ? triggered.getTriggers().values().stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** Takes the place of the one that the job had before. */
    public final void start(T trigger, Job<?, ?> job) {
        Running<T, W> former;
        boolean now;
        synchronized (this) {
            started.put(job.getFullName(), trigger);
            former = running.remove(job.getFullName());
            now = loaded;
        }
        if (former != null) {
            end(job, former.work());
        }
        if (now) {
            AwsRuntime.get().executor().execute(() -> begin(trigger, job, false));
        }
    }

    public final void stop(T trigger, Job<?, ?> job) {
        Running<T, W> stopped;
        synchronized (this) {
            if (started.get(job.getFullName()) != trigger) {
                return;
            }
            started.remove(job.getFullName());
            stopped = running.remove(job.getFullName());
        }
        if (stopped != null) {
            end(job, stopped.work());
        }
    }

    /** What is at work for a job, or null. */
    public final synchronized W running(Job<?, ?> job) {
        Running<T, W> found = running.get(job.getFullName());
        return found == null ? null : found.work();
    }

    /** Asks AWS for a job now, if anything is at work for it. */
    final void poll(Job<?, ?> job) {
        W work = running(job);
        if (work != null) {
            work.poll();
        }
    }

    /** Everything that is at work. */
    protected final synchronized List<W> allRunning() {
        return running.values().stream().map(Running::work).toList();
    }

    /** When AWS answered a job's trigger last, or an empty text. */
    public final synchronized String lastPolled(Job<?, ?> job) {
        Running<T, W> found = running.get(job.getFullName());
        return found == null ? "" : found.log().lastPolled();
    }

    /** The log of a job's trigger. */
    public final TriggerLog log(Job<?, ?> job) {
        return TriggerLog.of(job, logName);
    }

    /** In whose time what could not begin is tried again. */
    protected Timing timing() {
        return AwsRuntime.get().work().timing();
    }

    private void begin(T trigger, Job<?, ?> job, boolean afterRestart) {
        tryToBegin(trigger, job, "", afterRestart);
    }

    /**
     * One at a time for a job: Jenkins may start a trigger, or another in its place, before the start before has had its
     * effect.
     *
     * @param said why it could not begin the time before, which is not said again
     */
    private void tryToBegin(T trigger, Job<?, ?> job, String said, boolean afterRestart) {
        String name = job.getFullName();
        synchronized (this) {
            if (started.get(name) != trigger || running.containsKey(name) || !beginning.add(name)) {
                return;
            }
        }
        boolean later = false;
        T next;
        try {
            later = beginAlone(trigger, job, said, afterRestart);
        } finally {
            synchronized (this) {
                beginning.remove(name);
                next = running.containsKey(name) ? null : started.get(name);
            }
        }
        if (next != null && !(later && next == trigger)) {
            begin(next, job, false); // it was started meanwhile and found this one beginning
        }
    }

    /** @return whether it is tried again later */
    private boolean beginAlone(T trigger, Job<?, ?> job, String said, boolean afterRestart) {
        TriggerLog log = TriggerLog.of(job, logName);
        try {
            W work = begin(trigger, job, log, afterRestart);
            synchronized (this) {
                if (started.get(job.getFullName()) == trigger) {
                    running.put(job.getFullName(), new Running<>(trigger, work, log));
                    return false;
                }
            }
            end(job, work); // it was stopped meanwhile
            return false;
        } catch (RuntimeException failed) { // wrong settings, or a fault of whoever keeps the credentials
            if (!(failed instanceof ParameterException)) {
                LOGGER.log(Level.WARNING, failed, () -> "The trigger of " + job.getFullName() + " cannot begin");
            }
            String reason = String.valueOf(failed.getMessage());
            if (!reason.equals(said)) {
                log.say(reason);
            }
            idle(job);
            timing().after(RETRY, () -> tryToBegin(trigger, job, reason, afterRestart));
            return true;
        }
    }

    private void allLoaded() {
        List<Job<?, ?>> waiting = new ArrayList<>();
        List<Job<?, ?>> others = new ArrayList<>();
        synchronized (this) {
            loaded = true;
            jenkins.model.Jenkins.get().getAllItems(Job.class).forEach(job -> {
                if (started.containsKey(job.getFullName())) {
                    waiting.add(job);
                } else {
                    others.add(job);
                }
            });
        }
        waiting.forEach(job -> begin(of(job), job, true));
        others.forEach(this::idle);
    }

    /** Follows the jobs that have triggers; each kind of trigger registers one. */
    public abstract static class Jobs extends ItemListener {

        protected abstract RunningTriggers<?, ?> triggers();

        @Override
        public final void onLoaded() {
            triggers().allLoaded();
        }

        /** The folder of the job, where the trigger remembers, is elsewhere now. */
        @Override
        public final void onLocationChanged(Item item, String oldFullName, String newFullName) {
            if (item instanceof Job<?, ?> job) {
                triggers().moved(job, oldFullName);
            }
        }

        @Override
        public final void onDeleted(Item item) {
            if (item instanceof Job<?, ?> job) {
                triggers().onDeleted(job);
            }
        }
    }

    private void moved(Job<?, ?> job, String oldFullName) {
        Running<T, W> former;
        T trigger;
        synchronized (this) {
            trigger = started.remove(oldFullName);
            former = running.remove(oldFullName);
        }
        if (former != null) {
            end(job, former.work());
        }
        moved(oldFullName);
        if (trigger == null) {
            idle(job);
        } else {
            start(trigger, job);
        }
    }

    private void onDeleted(Job<?, ?> job) {
        Running<T, W> former;
        synchronized (this) {
            started.remove(job.getFullName());
            former = running.remove(job.getFullName());
        }
        if (former != null) {
            end(job, former.work());
        }
        deleted(job);
    }
}
