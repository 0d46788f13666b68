package io.jenkins.plugins.awsdevtools.approval;

import hudson.model.Action;
import hudson.model.Run;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.awsdevtools.page.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The page on which what a build waits for is answered, and a note of it on the build's own page. */
public final class ApprovalAction implements Action {

    /** Where it is, below a build. */
    public static final String URL = "aws-approval";

    /** As long as a person waits for a page. */
    private static final long SECONDS = 20;

    private static final int CONFLICT = 409;

    private final Run<?, ?> run;

    ApprovalAction(Run<?, ?> run) {
        this.run = run;
    }

    /** Where what a build waits for is answered, for its log: an address, or words where Jenkins has none of its own. */
    public static String place(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return root == null
                ? Messages.ApprovalAction_place(Messages.ApprovalAction_displayName())
                : root + run.getUrl() + URL + "/";
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** What waits. */
    public List<PendingApproval> getPending() {
        return Approvals.get().of(run);
    }

    public boolean isAllowed(PendingApproval approval) {
        return approval.submitters().allow(run);
    }

    @Override
    public String getIconFileName() {
        return getPending().stream().anyMatch(this::isAllowed) ? "symbol-check" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ApprovalAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /**
     * Answers what waits under an id. Answered elsewhere first is no error: where nothing waits any more, nothing is done
     * and the page says so.
     *
     * @param reject given if it is rejected, by the name of the button
     */
    @POST
    public HttpResponse doAnswer(
            @QueryParameter String id, @QueryParameter String reject, @QueryParameter String comment)
            throws InterruptedException {
        Optional<PendingApproval> asked =
                getPending().stream().filter(one -> one.id().equals(id)).findFirst();
        if (asked.isEmpty()) {
            return HttpResponses.redirectTo(".?late=true");
        }
        if (!asked.get().submitters().allow(run)) {
            throw new AccessDeniedException3(Jenkins.getAuthentication2(), Submitters.PERMISSION);
        }
        if (reject != null && !asked.get().rejectable()) {
            return refusal(Messages.ApprovalAction_notRejectable());
        }
        return answered(asked.get(), reject == null, comment == null ? "" : comment.trim());
    }

    private HttpResponse answered(PendingApproval approval, boolean approve, String comment)
            throws InterruptedException {
        try {
            approval.answer(approve, comment, Jenkins.getAuthentication2().getName())
                    .toCompletableFuture()
                    .get(SECONDS, TimeUnit.SECONDS);
            return HttpResponses.redirectTo("../console");
        } catch (ExecutionException refused) {
            Throwable reason = refused.getCause() instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : refused.getCause();
            return refusal(reason.getMessage());
        } catch (TimeoutException slow) {
            return refusal(Messages.ApprovalAction_slow(SECONDS));
        }
    }

    private HttpResponse refusal(String reason) {
        return new Refusal(run, CONFLICT, reason, URL + "/");
    }
}
