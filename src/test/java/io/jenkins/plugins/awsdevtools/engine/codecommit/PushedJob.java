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
    private final Set<String> known = new HashSet<>();
    private boolean buildable = true;

    public synchronized List<Push> pushes() {
        return List.copyOf(pushes);
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void buildable(boolean now) {
        buildable = now;
    }

    /** As if the process had been killed. */
    synchronized void forgetQueue() {
        known.clear();
    }

    @Override
    public synchronized boolean isBuildable() {
        return buildable;
    }

    @Override
    public synchronized void schedule(Push push) {
        pushes.add(push);
        known.add(push.id());
    }

    @Override
    public synchronized boolean isKnown(String pushId) {
        return known.contains(pushId);
    }

    @Override
    public synchronized void say(String line) {
        lines.add(line);
    }

    @Override
    public void polled() {}
}
