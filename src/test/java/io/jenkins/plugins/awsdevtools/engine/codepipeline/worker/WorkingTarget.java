package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for a Jenkins: its runs outlive the workers that are made for it. */
final class WorkingTarget implements WorkerTarget {

    private final Map<String, Integer> scheduled = new ConcurrentHashMap<>();
    private final Map<String, PipelineJob> jobs = new LinkedHashMap<>();
    private final Map<String, Fate> fates = new ConcurrentHashMap<>();
    private final Map<String, String> cancelled = new ConcurrentHashMap<>();
    private final Set<String> starting = ConcurrentHashMap.newKeySet();
    private final List<String> lines = new ArrayList<>();
    private volatile boolean forgetful;
    private volatile boolean refusing;
    private volatile boolean failing;
    private volatile boolean buildable = true;

    /** From now on runs that are put in the queue are lost. */
    void forgetWhatIsScheduled(boolean value) {
        forgetful = value;
    }

    /** From now on no run is put in the queue, which whoever asks is told. */
    void refuseRuns(boolean value) {
        refusing = value;
    }

    /** As if a parameter of the job had no default, which the plugin that brings it says by an exception. */
    void failRuns(boolean value) {
        failing = value;
    }

    void setBuildable(boolean value) {
        buildable = value;
    }

    @Override
    public boolean isBuildable() {
        return buildable;
    }

    @Override
    public synchronized boolean schedule(JobRecord record) {
        if (failing) {
            throw new IllegalStateException("no default");
        }
        if (refusing) {
            return false;
        }
        scheduled.merge(record.job().id(), 1, Integer::sum);
        jobs.put(record.ticket(), record.job());
        if (!forgetful) {
            fates.put(record.ticket(), new Fate.Waiting());
        }
        return true;
    }

    @Override
    public Optional<Fate> fate(String ticket) {
        return Optional.ofNullable(fates.get(ticket));
    }

    void set(String ticket, Fate fate) {
        fates.put(ticket, fate);
    }

    void lose(String ticket) {
        fates.remove(ticket);
    }

    @Override
    public boolean cancel(String ticket, String reason) {
        if (starting.remove(ticket)) {
            return false;
        }
        cancelled.put(ticket, reason);
        return true;
    }

    /** The next time that it is looked for, this run has left the queue and not begun. */
    void setStarting(String ticket) {
        starting.add(ticket);
    }

    Map<String, String> cancelled() {
        return Map.copyOf(cancelled);
    }

    @Override
    public synchronized void say(String line) {
        lines.add(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void polled() {}

    /** How often a run of each job was put in the queue. */
    Map<String, Integer> scheduled() {
        return Map.copyOf(scheduled);
    }

    /** Tickets of all runs that were put in the queue, oldest first. */
    synchronized List<String> tickets() {
        return List.copyOf(jobs.keySet());
    }

    synchronized PipelineJob job(String ticket) {
        return jobs.get(ticket);
    }
}
