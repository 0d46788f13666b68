package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.approval;
import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.logs.LineSink;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fifty stages with fifty actions each, in two run orders; the last of each stage waits until the test approves, so that
 * the execution is read many times while it grows.
 */
class LargestPipelineTest {

    private static final LargestPipeline LARGEST = LargestPipeline.ALLOWED;
    private static final int STAGES = LARGEST.stages();
    private static final int TRIES = LARGEST.tries();
    private static final int READINGS_PER_SECOND = 10;

    /** Pages of all tries. */
    private static final int WHOLE = TRIES / ExecutionStatusSource.PAGE;

    private static LocalAws aws;
    private FollowedPipeline pipeline;

    @BeforeAll
    static void startAws() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void create() {
        pipeline = FollowedPipeline.create(
                aws, READINGS_PER_SECOND, "QUEUED", LARGEST.structure(last -> later(approval("Ask"))));
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    private static String later(String action) {
        return action.replace("{\"name\"", "{\"runOrder\": 2, \"name\"");
    }

    /** Counts what is kept. */
    private static final class CountingJournal implements Journal<ExecutionRecord> {
        private final AtomicInteger saves = new AtomicInteger();
        private volatile ExecutionRecord kept;

        @Override
        public Optional<ExecutionRecord> load() {
            return Optional.ofNullable(kept);
        }

        @Override
        public void save(ExecutionRecord value) {
            saves.incrementAndGet();
            kept = value;
        }
    }

    private void approveEachStage() {
        LARGEST.stageNames().stream().skip(1).forEach(stage -> pipeline.answer(stage, "Ask", true));
    }

    /** So that each stage is read while it is the latest, however slow the reader is. */
    private void approveEachStageThatWasTold() {
        LARGEST.stageNames().stream().skip(1).forEach(stage -> {
            eventually(() -> !pipeline.linesWith("Stage " + stage + " began").isEmpty());
            pipeline.answer(stage, "Ask", true);
        });
    }

    private long lists() {
        return aws.calls().count("codepipeline:ListActionExecutions");
    }

    private long readings() {
        return aws.calls().count("codepipeline:ListPipelineExecutions");
    }

    @Test
    void eachChangeIsToldOnceAndAReadingCostsTheSameHoweverFarTheExecutionIs() throws Exception {
        CountingJournal journal = new CountingJournal();
        ExecutionRun run = pipeline.begin(
                new ExecutionRuns(pipeline.context()), new ExecutionSettings(OnAbort.STOP, 0, false, true), journal);
        approveEachStageThatWasTold();
        ExecutionResult result = await(run);
        assertThat(result.good()).isTrue();
        assertThat(result.execution().actions()).hasSize(TRIES).allMatch(ActionSnapshot::succeeded);
        assertThat(result.execution().stages().stream().map(StageProgress::name))
                .containsExactlyElementsOf(LARGEST.stageNames());
        assertThat(pipeline.linesWith(" / ").stream().filter(line -> line.contains(": Succeeded")))
                .hasSize(TRIES)
                .doesNotHaveDuplicates();
        assertThat(pipeline.linesWith("Stage Stage-")).hasSize(2 * STAGES).doesNotHaveDuplicates();
        // A page holds a hundred tries: a reading needs those of one stage or two, and the last one all.
        assertThat(readings()).isGreaterThanOrEqualTo(STAGES - 1);
        assertThat(lists()).isLessThanOrEqualTo(2 * readings() + WHOLE);
        assertThat(journal.saves.get()).isLessThanOrEqualTo((int) readings() + 20);
    }

    @Test
    void whoComesLateReadsTheWholeExecutionOnce() throws Exception {
        String id = pipeline.start();
        approveEachStage();
        pipeline.awaitStatus(id, "Succeeded");
        aws.calls().clear();
        ExecutionRun run = pipeline.begin(
                new ExecutionRuns(pipeline.context()),
                new PipelineRequest(pipeline.name(), Map.of(), List.of(), id),
                ExecutionSettings.DEFAULT,
                Journal.inMemory());
        assertThat(await(run).execution().actions()).hasSize(TRIES);
        // Another reading may have begun before the end was heard of; it stops at what has ended.
        assertThat(lists()).isBetween((long) WHOLE, 2L * WHOLE - 1);
    }

    @Test
    void aMirrorShowsEachActionInItsStageAndItsRunOrderOnce() throws Exception {
        ExecutionMirror mirror = new ExecutionMirror(pipeline.context(), pipeline.access(), false);
        ExecutionRuns runs = new ExecutionRuns(pipeline.context());
        ExecutionRun run = pipeline.begin(
                runs, PipelineRequest.of(pipeline.name()), ExecutionSettings.DEFAULT, Journal.inMemory(), mirror);
        run.result().whenComplete((end, failure) -> mirror.onEnd());
        MirrorPlan plan = resultOf(mirror.plan());
        assertThat(plan.stages()).hasSize(STAGES);
        assertThat(plan.stages().get(0).groups()).hasSize(1).first().asList().hasSize(LARGEST.actions());
        assertThat(plan.stages().subList(1, STAGES))
                .allSatisfy(
                        stage -> assertThat(stage.groups()).hasSize(2).last().isEqualTo(List.of("Ask")));
        int drawn = 0;
        for (MirrorPlan.Stage stage : plan.stages()) {
            assertThat(resultOf(mirror.enters(stage.name()))).isPresent();
            for (List<String> group : stage.groups()) {
                drawn += draw(runs, mirror, stage.name(), group);
            }
        }
        assertThat(drawn).isEqualTo(TRIES);
        assertThat(await(run).good()).isTrue();
    }

    /** @return how many actions succeeded with one line for their beginning and one for their end */
    private int draw(ExecutionRuns runs, ExecutionMirror mirror, String stage, List<String> group) throws Exception {
        List<Log> logs = new ArrayList<>();
        List<ActionRun> actions = new ArrayList<>();
        for (String action : group) {
            Log log = new Log();
            logs.add(log);
            actions.add(ActionRun.begin(
                    runs,
                    pipeline.access(),
                    mirror,
                    new ActionRun.Subject(stage, action, ActionLogs.NONE, ""),
                    Journal.inMemory(),
                    log));
        }
        if (group.contains("Ask")) {
            pipeline.answer(stage, "Ask", true);
        }
        for (int i = 0; i < actions.size(); i++) {
            ActionEnd end = await(actions.get(i));
            String shown = stage + " / " + group.get(i);
            assertThat(end.succeeded()).as(shown).isTrue();
            assertThat(logs.get(i).all().stream().filter(line -> line.startsWith(shown)))
                    .as(shown)
                    .hasSize(2);
        }
        return actions.size();
    }

    private static final class Log implements LineSink {
        private final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void print(String line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public synchronized long linesHeld() {
            return lines.size();
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }
    }
}
