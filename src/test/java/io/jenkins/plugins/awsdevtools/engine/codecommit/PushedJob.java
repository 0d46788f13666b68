package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.watch.TriggerTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A job that counts what it is told. */
public class PushedJob implements TriggerTarget<Push> {

    private final List<Push> pushes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Set<String> queued = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private boolean buildable = true;
    private boolean taking = true;
    private boolean failing;

    public synchronized List<Push> pushes() {
        return List.copyOf(pushes);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void buildable(boolean now) {
        buildable = now;
    }

    /** As if the job were disabled between the question whether it can be built and the answer of the queue. */
    synchronized void taking(boolean now) {
        taking = now;
    }

    /** As if a parameter of the job had no default, which the plugin that brings it says by an exception. */
    synchronized void failing(boolean now) {
        failing = now;
    }

    /** As if the process had been killed. */
    synchronized void forgetQueue() {
        queued.clear();
    }

    /** As if the builds of all that is queued had begun. */
    synchronized void beginAll() {
        begun.addAll(queued);
        queued.clear();
    }

    @Override
    public synchronized boolean isBuildable() {
        return buildable;
    }

    @Override
    public synchronized boolean schedule(Push push) {
        if (failing) {
            throw new IllegalStateException("no default");
        }
        if (!taking) {
            return false;
        }
        pushes.add(push);
        return queued.add(push.id());
    }

    @Override
    public synchronized boolean isQueued(String pushId) {
        return queued.contains(pushId);
    }

    @Override
    public synchronized boolean isBegun(String pushId) {
        return begun.contains(pushId);
    }

    @Override
    public synchronized void say(String line) {
        lines.add(line);
    }

    @Override
    public void polled() {}
}
