package io.jenkins.plugins.awsdevtools.codecommit.multibranch;

import hudson.ExtensionList;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.awsdevtools.codecommit.comment.BuildReport;
import io.jenkins.plugins.awsdevtools.codecommit.comment.CommentFiles;
import io.jenkins.plugins.awsdevtools.codecommit.git.RepositoryPlace;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentResult;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentRun;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.trait.SCMTrait;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * Tells a pull request how its builds go, if its source has a {@link ReportTrait}: one comment for each job, changed when a
 * build begins and when it ends. Nothing waits for AWS; what it said stands on the build's page.
 *
 * <p>Reports to one pull request are made one after the other, in the order of what happened; one of a build that is not
 * its job's last is left out. An end that was not told when Jenkins stopped is told after the next start.
 */
@OptionalExtension(requirePlugins = "git")
public final class PullRequestReporter extends RunListener<Run<?, ?>> {

    private static final Logger LOGGER = Logger.getLogger(PullRequestReporter.class.getName());

    private final Map<String, CompletableFuture<?>> last = new ConcurrentHashMap<>();

    private record Target(PullRequestHead head, CodeCommitSCMSource source, ReportTrait trait) {}

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        target(run.getParent()).ifPresent(target -> {
            run.addAction(new ReportAction(
                    Messages.PullRequestReporter_begun(target.head().getId()), false));
            queue(run, target, BuildReport.of(run), false);
        });
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        target(run.getParent()).ifPresent(target -> queue(run, target, BuildReport.of(run), true));
    }

    /** Reports the end of a job's last build if Jenkins stopped before it was told, or AWS did not take it. */
    private void resume(Job<?, ?> job) {
        Run<?, ?> newest = target(job).isPresent() ? job.getLastBuild() : null;
        ReportAction report = newest == null ? null : newest.getAction(ReportAction.class);
        if (report != null && !report.isEnded() && !newest.isBuilding()) {
            onFinalized(newest);
        }
    }

    /** After a start of Jenkins. */
    @OptionalExtension(requirePlugins = "git")
    public static final class Resumption extends ItemListener {

        @Override
        public void onLoaded() {
            PullRequestReporter reporter = ExtensionList.lookupSingleton(PullRequestReporter.class);
            Jenkins.get().allItems(Job.class).forEach(reporter::resume);
        }
    }

    private static Optional<Target> target(Job<?, ?> job) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        SCMSource source = head instanceof PullRequestHead ? SCMSource.SourceByItem.findSource(job) : null;
        if (!(source instanceof CodeCommitSCMSource repository)) {
            return Optional.empty();
        }
        ReportTrait trait = SCMTrait.find(repository.getTraits(), ReportTrait.class);
        return trait == null ? Optional.empty() : Optional.of(new Target((PullRequestHead) head, repository, trait));
    }

    private void queue(Run<?, ?> run, Target target, String text, boolean ended) {
        // The projects of a pull request approve it together, so that what they decide has to arrive in that order.
        String request =
                run.getParent().getParent().getFullName() + "#" + target.head().getId();
        CompletableFuture<?> mine = last.compute(
                request, (name, before) -> (before == null ? CompletableFuture.completedFuture(null) : before)
                        .handleAsync(
                                (done, failure) -> report(run, target, text, ended),
                                AwsRuntime.get().executor())
                        .thenCompose(stage -> stage));
        mine.whenComplete((done, failure) -> last.remove(request, mine));
    }

    private static CompletionStage<Void> report(Run<?, ?> run, Target target, String text, boolean ended) {
        Run<?, ?> newest = run.getParent().getLastBuild();
        if (newest != null && newest.getNumber() > run.getNumber()) {
            return CompletableFuture.completedFuture(null);
        }
        String id = target.head().getId();
        Verdict verdict = ended && target.trait().isApprove()
                ? Verdict.of(run, target.head())
                : new Verdict(Optional.empty(), "");
        try {
            RepositoryPlace place = target.source().place();
            CommentRequest request =
                    new CommentRequest(new CommentRequest.OnPullRequest(id, Optional.empty(), Optional.empty()), text);
            return CommentRun.begin(
                            AwsRuntime.get().work(),
                            place.access(),
                            request,
                            verdict.approval(),
                            CommentFiles.of(run.getParent(), "pr-" + id, "report"))
                    .result()
                    .handle((done, failure) -> {
                        say(
                                run,
                                failure == null ? told(id, done, verdict) : why(id, failure),
                                ended && failure == null);
                        return null;
                    });
        } catch (ParameterException refused) {
            say(run, why(id, refused), false);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static String told(String id, CommentResult done, Verdict verdict) {
        String approval = done.approval()
                .map(outcome -> switch (outcome) {
                    case APPROVED -> Messages.PullRequestReporter_approved();
                    case REVOKED -> Messages.PullRequestReporter_revoked();
                    case OUTDATED -> Messages.PullRequestReporter_outdated();
                })
                .orElse(verdict.reason());
        return (Messages.PullRequestReporter_reported(id) + " " + approval).strip();
    }

    private static String why(String id, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return Messages.PullRequestReporter_failed(id, cause.getMessage());
    }

    private static void say(Run<?, ?> run, String text, boolean ended) {
        try {
            run.addOrReplaceAction(new ReportAction(text, ended));
            run.save();
        } catch (IOException unwritable) {
            LOGGER.log(Level.WARNING, unwritable, () -> "cannot keep on " + run + ": " + text);
        }
    }
}
