package io.jenkins.plugins.awsdevtools.codecommit.comment;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.AwsRuntime;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.connection.FormChecks;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Approval;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentRecord;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentRequest;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentResult;
import io.jenkins.plugins.awsdevtools.engine.codecommit.CommentRun;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushRequest;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.run.Choice;
import io.jenkins.plugins.awsdevtools.run.RemoteStep;
import io.jenkins.plugins.awsdevtools.run.RunContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code codeCommitComment text: 'Deployed'}: a comment on a pull request, a commit, a line of either, an answer to a
 * comment or a change of one. The one definition of its parameters; {@link CodeCommitCommentBuilder} and
 * {@link CodeCommitCommentPublisher} hold one of these.
 */
public final class CodeCommitCommentStep extends RemoteStep<CommentResult> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Optional<Boolean>> APPROVALS =
            Map.of("none", Optional.empty(), "approve", Optional.of(true), "revoke", Optional.of(false));
    private static final String KEY = "[A-Za-z0-9-]{1,50}";

    private String text;
    private String pullRequest;
    private String repository;
    private String commit;
    private String path;
    private Integer line;
    private String replyTo;
    private String update;
    private String key;
    private String approval = "none";

    @DataBoundConstructor
    public CodeCommitCommentStep() {
        // every parameter has a default
    }

    /** Markdown; null says how the build goes. */
    public String getText() {
        return text;
    }

    @DataBoundSetter
    public void setText(String text) {
        this.text = Util.fixEmptyAndTrim(text);
    }

    /** A number; null is the pull request that a multibranch project builds. */
    public String getPullRequest() {
        return pullRequest;
    }

    @DataBoundSetter
    public void setPullRequest(String pullRequest) {
        this.pullRequest = Util.fixEmptyAndTrim(pullRequest);
    }

    public String getRepository() {
        return repository;
    }

    @DataBoundSetter
    public void setRepository(String repository) {
        this.repository = Util.fixEmptyAndTrim(repository);
    }

    public String getCommit() {
        return commit;
    }

    @DataBoundSetter
    public void setCommit(String commit) {
        this.commit = Util.fixEmptyAndTrim(commit);
    }

    public String getPath() {
        return path;
    }

    @DataBoundSetter
    public void setPath(String path) {
        this.path = Util.fixEmptyAndTrim(path);
    }

    public Integer getLine() {
        return line;
    }

    @DataBoundSetter
    public void setLine(Integer line) {
        this.line = line;
    }

    public String getReplyTo() {
        return replyTo;
    }

    @DataBoundSetter
    public void setReplyTo(String replyTo) {
        this.replyTo = Util.fixEmptyAndTrim(replyTo);
    }

    public String getUpdate() {
        return update;
    }

    @DataBoundSetter
    public void setUpdate(String update) {
        this.update = Util.fixEmptyAndTrim(update);
    }

    /** All builds of a job that comment with the same key on the same thing share one comment. */
    public String getKey() {
        return key;
    }

    @DataBoundSetter
    public void setKey(String key) {
        this.key = Util.fixEmptyAndTrim(key);
    }

    public String getApproval() {
        return approval;
    }

    @DataBoundSetter
    public void setApproval(String approval) {
        this.approval = Util.fixEmptyAndTrim(approval) == null ? "none" : approval.trim();
    }

    @Override
    protected void check(Run<?, ?> run) {
        request(run);
        Choice.of("approval", approval, APPROVALS);
        if (key != null && !key.matches(KEY)) {
            throw new ParameterException("key", key, Messages.CodeCommitCommentStep_key());
        }
    }

    /** @throws ParameterException naming field and value */
    private CommentRequest request(Run<?, ?> run) {
        return new CommentRequest(place(run), text == null ? BuildReport.of(run) : text);
    }

    private CommentRequest.Place place(Run<?, ?> run) {
        Optional<String> file = Optional.ofNullable(path);
        Optional<Integer> at = Optional.ofNullable(line);
        if (update != null) {
            return new CommentRequest.Change(update);
        }
        if (replyTo != null) {
            return new CommentRequest.Reply(replyTo);
        }
        if (commit != null) {
            return new CommentRequest.OnCommit(repository, commit, file, at);
        }
        SCMHead head = pullRequest == null ? SCMHead.HeadByItem.findHead(run.getParent()) : null;
        String id = head instanceof ChangeRequestSCMHead request ? request.getId() : pullRequest;
        if (id == null) {
            throw new ParameterException("pullRequest", "", Messages.CodeCommitCommentStep_nowhere());
        }
        return new CommentRequest.OnPullRequest(id, file, at);
    }

    private static String name(CommentRequest.Place place) {
        if (place instanceof CommentRequest.OnPullRequest request) {
            return "pr-" + request.id();
        }
        if (place instanceof CommentRequest.OnCommit on) {
            return on.commit();
        }
        return place instanceof CommentRequest.Reply reply
                ? reply.commentId()
                : ((CommentRequest.Change) place).commentId();
    }

    @Override
    protected RemoteWork<CommentResult> begin(RunContext context) {
        CommentRequest request = request(context.run());
        Journal<CommentRecord> journal = key == null
                ? context.journal("comment", CommentRecord.class)
                : CommentFiles.of(context.run().getParent(), name(request.place()), key);
        return CommentRun.begin(
                AwsRuntime.get().work(),
                context.access(),
                request,
                Choice.of("approval", approval, APPROVALS)
                        .map(approve -> new Approval(approve, looked(request.place(), context.run()))),
                journal);
    }

    /** A build of a pull request approves what it has built; one of anything else, what the pull request is now. */
    private static Optional<String> looked(CommentRequest.Place place, Run<?, ?> run) {
        return place instanceof CommentRequest.OnPullRequest on ? SourceCommit.of(run, on.id()) : Optional.empty();
    }

    private static String text(Approval.Outcome outcome) {
        return switch (outcome) {
            case APPROVED -> "comment.approved";
            case REVOKED -> "comment.revoked";
            case OUTDATED -> "comment.outdated";
        };
    }

    @Override
    protected CompletionStage<?> conclude(CommentResult result, RunContext context) {
        String place = name(place(context.run()));
        context.listener().getLogger().println(Texts.of("comment.posted", place, result.commentId()));
        result.approval().ifPresent(outcome -> context.listener().getLogger().println(Texts.of(text(outcome), place)));
        return CompletableFuture.completedFuture(result.commentId());
    }

    /** The step as Pipeline knows it. */
    @Extension
    public static final class DescriptorImpl extends RemoteStepDescriptor {

        @Override
        public String getFunctionName() {
            return "codeCommitComment";
        }

        @Override
        public String getDisplayName() {
            return Messages.CodeCommitCommentStep_displayName();
        }

        @POST
        public ListBoxModel doFillApprovalItems(@AncestorInPath Item item) {
            ListBoxModel items = new ListBoxModel();
            if (ConnectionChoices.mayConfigure(item)) {
                items.add(Messages.CodeCommitCommentStep_approvalNone(), "none");
                items.add(Messages.CodeCommitCommentStep_approvalApprove(), "approve");
                items.add(Messages.CodeCommitCommentStep_approvalRevoke(), "revoke");
            }
            return items;
        }

        @POST
        public FormValidation doCheckPullRequest(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, CommentRequest::checkPullRequest);
        }

        @POST
        public FormValidation doCheckRepository(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, PushRequest::checkRepository);
        }

        @POST
        public FormValidation doCheckCommit(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, CommentRequest::checkCommit);
        }

        @POST
        public FormValidation doCheckText(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, CommentRequest::checkText);
        }

        @POST
        public FormValidation doCheckKey(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, key -> {
                if (!key.matches(KEY)) {
                    throw new ParameterException("key", key, Messages.CodeCommitCommentStep_key());
                }
            });
        }

        /** A freestyle job writes variables, whose values are known when it runs. */
        private static FormValidation checked(Item item, String value, java.util.function.Consumer<String> check) {
            boolean unknown = value != null && value.contains("$");
            return ConnectionChoices.mayConfigure(item) && !unknown
                    ? FormChecks.optional(value, check)
                    : FormValidation.ok();
        }
    }
}
