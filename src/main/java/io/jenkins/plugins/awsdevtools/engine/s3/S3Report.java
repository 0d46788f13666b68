package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.flow.Flow;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowFact;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStage;
import io.jenkins.plugins.awsdevtools.engine.flow.FlowStatus;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import io.jenkins.plugins.awsdevtools.engine.sync.StoreDesk.Phase;
import io.jenkins.plugins.awsdevtools.engine.timing.Timing;
import io.jenkins.plugins.awsdevtools.engine.transfer.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What a transfer tells people: lines in the log, the stages of its picture, its state. Safe for use by many threads. */
final class S3Report {

    private final String title;
    private final Timing timing;
    private final LineSink sink;
    private final Consumer<Flow> picture;
    private final List<FlowStage> stages = new ArrayList<>();
    private final List<FlowFact> facts = new ArrayList<>();
    private volatile String state = Texts.of("s3.state.starting");

    S3Report(String title, Timing timing, LineSink sink, Consumer<Flow> picture) {
        this.title = title;
        this.timing = timing;
        this.sink = sink;
        this.picture = picture;
    }

    /** Says a line; what comes from an agent or AWS may hold anything. */
    synchronized void say(String line) {
        sink.print(LogText.clean(line));
        sink.flush();
    }

    void progress(Progress progress) {
        state = progress.line();
        say(progress.line());
    }

    /** What it waits for. */
    String state() {
        return state;
    }

    void state(String next) {
        state = next;
    }

    void phase(Phase phase) {
        stage(phase.name().toLowerCase(Locale.ROOT));
    }

    /** The stage before it has succeeded and this one begins. A job that begins again begins with its first stage. */
    synchronized void stage(String name) {
        end(FlowStatus.SUCCEEDED, "");
        if (stages.stream().anyMatch(stage -> stage.name().equals(name))) {
            stages.clear();
        }
        stages.add(new FlowStage(name, FlowStatus.RUNNING, timing.now(), null, ""));
        show(FlowStatus.RUNNING);
    }

    /** Where something is found. */
    synchronized void address(String name, String url) {
        facts.add(new FlowFact(name, url, url));
    }

    /** The last stage, and all of it, has ended so. */
    synchronized void ended(FlowStatus status, String note) {
        if (stages.isEmpty()) {
            stages.add(new FlowStage(Texts.of("s3.stage.start"), FlowStatus.RUNNING, timing.now(), null, ""));
        }
        end(status, note);
        show(status);
    }

    private void end(FlowStatus status, String note) {
        if (!stages.isEmpty()) {
            FlowStage last = stages.remove(stages.size() - 1);
            Instant now = timing.now();
            stages.add(new FlowStage(last.name(), status, last.started(), now, note));
        }
    }

    private void show(FlowStatus status) {
        picture.accept(new Flow(title, "S3", status, "", "", stages, facts));
    }
}
