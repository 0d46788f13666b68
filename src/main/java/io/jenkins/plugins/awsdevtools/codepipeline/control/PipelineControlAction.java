package io.jenkins.plugins.awsdevtools.codepipeline.control;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionResolver;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionStop;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.PipelineControl;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.StageRetry;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.StageRollback;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.TransitionChange;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.page.FlowRecorder;
import io.jenkins.plugins.awsdevtools.page.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The buttons for the executions that a build followed, on its page "AWS". Whoever may build the job may try again, roll
 * back and change transitions; whoever may cancel its builds may stop executions. Nobody reaches another pipeline here than
 * those that the build followed, with the connection that it had.
 */
public final class PipelineControlAction implements Action {

    /** As long as a person waits for a page. */
    private static final long SECONDS = 20;

    private static final int REFUSED = 409;

    /** Each is read from disk. */
    private static final int EARLIER_BUILDS = 20;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Run<?, ?> run;
    private final FollowedExecutions followed;

    PipelineControlAction(Run<?, ?> run, FollowedExecutions followed) {
        this.run = run;
        this.followed = followed;
    }

    public List<FollowedExecution> getExecutions() {
        return followed.all();
    }

    /** The stages of a pipeline that this build saw entered: offered, while others may be typed. */
    public List<String> getStages(String pipeline) {
        return FlowRecorder.all(run).stream()
                .filter(flow -> flow.title().equals(pipeline))
                .flatMap(flow -> flow.stages().stream())
                .map(stage -> stage.name().split(" / ", 2)[0])
                .distinct()
                .toList();
    }

    /** Executions of the same pipeline that earlier builds of the job saw succeed: the build's name by the id. */
    public Map<String, String> getEarlier(FollowedExecution execution) {
        Map<String, String> earlier = new LinkedHashMap<>();
        Run<?, ?> other = run.getPreviousBuild();
        for (int looked = 0; other != null && looked < EARLIER_BUILDS; looked++) {
            FollowedExecutions theirs = other.getAction(FollowedExecutions.class);
            if (theirs != null && other.getResult() == Result.SUCCESS) {
                String name = other.getDisplayName();
                theirs.all().stream()
                        .filter(one -> one.getPipeline().equals(execution.getPipeline()))
                        .forEach(one -> earlier.putIfAbsent(one.getId(), name));
            }
            other = other.getPreviousBuild();
        }
        return earlier;
    }

    public List<String> getHistory() {
        return followed.history();
    }

    public boolean isAllowed() {
        return run.getParent().hasPermission(Item.BUILD);
    }

    public boolean isStopAllowed() {
        return run.getParent().hasPermission(Item.CANCEL);
    }

    /** It has no page of its own and no link beside the build. */
    @Override
    public String getIconFileName() {
        return null;
    }

    /** Where a refusal is told, what is asked of AWS stands above it. */
    @Override
    public String getDisplayName() {
        return Messages.PipelineControlAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "aws-pipeline";
    }

    /** Tries a stage again. */
    @POST
    public HttpResponse doRetry(
            @QueryParameter String execution, @QueryParameter String stage, @QueryParameter boolean all)
            throws InterruptedException {
        run.getParent().checkPermission(Item.BUILD);
        return control(
                execution,
                one -> control(one)
                        .retry(new StageRetry(one.getPipeline(), trimmed(stage), one.getId(), all), Journal.inMemory()),
                Messages.PipelineControlAction_retried(stage, execution));
    }

    /** Rolls a stage back to an earlier execution. */
    @POST
    public HttpResponse doRollBack(
            @QueryParameter String execution, @QueryParameter String stage, @QueryParameter String target)
            throws InterruptedException {
        run.getParent().checkPermission(Item.BUILD);
        return control(
                execution,
                one -> control(one)
                        .rollBack(
                                new StageRollback(one.getPipeline(), trimmed(stage), trimmed(target)),
                                Journal.inMemory()),
                Messages.PipelineControlAction_rolledBack(stage, target));
    }

    /** Enables or disables the transition into a stage. */
    @POST
    public HttpResponse doTransition(
            @QueryParameter String execution,
            @QueryParameter String stage,
            @QueryParameter String disable,
            @QueryParameter String reason)
            throws InterruptedException {
        run.getParent().checkPermission(Item.BUILD);
        boolean enabled = disable == null;
        return control(
                execution,
                one -> control(one)
                        .change(new TransitionChange(one.getPipeline(), trimmed(stage), enabled, trimmed(reason))),
                enabled
                        ? Messages.PipelineControlAction_enabled(stage)
                        : Messages.PipelineControlAction_disabled(stage, reason));
    }

    /** Stops an execution. */
    @POST
    public HttpResponse doStop(
            @QueryParameter String execution, @QueryParameter boolean abandon, @QueryParameter String reason)
            throws InterruptedException {
        run.getParent().checkPermission(Item.CANCEL);
        return control(
                execution,
                one -> control(one).stop(new ExecutionStop(one.getPipeline(), one.getId(), abandon, trimmed(reason))),
                Messages.PipelineControlAction_stopped(execution));
    }

    private static String trimmed(String text) {
        return text == null ? "" : text.trim();
    }

    private PipelineControl control(FollowedExecution execution) {
        return new PipelineControl(
                AwsRuntime.get().work(),
                new ConnectionResolver().resolve(run, execution.getConnection()).access(),
                reason -> {});
    }

    /** Does it, and notes who did. */
    private HttpResponse control(String execution, Function<FollowedExecution, RemoteWork<?>> what, String said)
            throws InterruptedException {
        Optional<FollowedExecution> known = followed.byId(execution);
        if (known.isEmpty()) {
            return refusal(404, Messages.PipelineControlAction_unknown());
        }
        try {
            what.apply(known.get()).result().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            String who = Jenkins.getAuthentication2().getName();
            followed.note(run, TIME.format(Instant.now()) + " " + who + ": " + said);
            return HttpResponses.redirectTo("../aws/");
        } catch (ParameterException refused) {
            return refusal(REFUSED, refused.getMessage());
        } catch (ExecutionException refused) {
            return refusal(REFUSED, refused.getCause().getMessage());
        } catch (TimeoutException slow) {
            return refusal(REFUSED, Messages.PipelineControlAction_slow(SECONDS));
        }
    }

    private HttpResponse refusal(int status, String reason) {
        return new Refusal(run, status, reason, "aws/");
    }
}
