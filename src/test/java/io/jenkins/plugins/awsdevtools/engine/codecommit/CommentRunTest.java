package io.jenkins.plugins.awsdevtools.engine.codecommit;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.journal.Journal;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.codecommit.GitRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codecommit.model.ApprovalState;
import software.amazon.awssdk.services.codecommit.model.Comment;

class CommentRunTest {

    private final LocalAws aws = LocalAws.start();
    private final AwsAccess access = TestAccess.root(aws);
    private final AwsClients clients = new AwsClients(Clock.systemUTC(), Runnable::run);
    private final Comments comments =
            new Comments(clients, access, () -> UUID.randomUUID().toString());
    private final Journal<CommentRecord> journal = Journal.inMemory();
    private GitRepository repository;
    private String request;

    @BeforeEach
    void openPullRequest() {
        repository = aws.codeCommit().createRepository(aws.region(), "site");
        repository.commit("main", "First", "a");
        repository.forcePush("feature", repository.tip("main").orElseThrow());
        repository.commit("feature", "Second", "b");
        request = clients.codeCommit(access)
                .createPullRequest(call -> call.title("Change")
                        .targets(target -> target.repositoryName("site").sourceReference("feature")))
                .join()
                .pullRequest()
                .pullRequestId();
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private CommentRequest say(String text) {
        return new CommentRequest(new CommentRequest.OnPullRequest(request, Optional.empty(), Optional.empty()), text);
    }

    private String put(CommentRequest comment) {
        return comments.put(comment, journal).toCompletableFuture().join();
    }

    private List<String> said() {
        return clients
                .codeCommit(access)
                .getCommentsForPullRequest(call -> call.pullRequestId(request))
                .join()
                .commentsForPullRequestData()
                .stream()
                .flatMap(place -> place.comments().stream())
                .map(Comment::content)
                .toList();
    }

    @Test
    void theSameJournalIsOneCommentThatChanges() {
        String first = put(say("running"));
        String second = put(say("success"));

        assertThat(second).isEqualTo(first);
        assertThat(said()).containsExactly("success");
    }

    @Test
    void aLostAnswerMakesNoSecondComment() {
        aws.faults().cutAfterExecution("codecommit:PostCommentForPullRequest", 1);
        assertThatThrownBy(() -> put(say("running"))).isInstanceOf(CompletionException.class);

        put(say("success"));

        assertThat(said()).containsExactly("success");
    }

    @Test
    void aLostAnswerAndAPushMakeNoSecondComment() {
        aws.faults().cutAfterExecution("codecommit:PostCommentForPullRequest", 1);
        assertThatThrownBy(() -> put(say("running"))).isInstanceOf(CompletionException.class);
        repository.commit("feature", "Third", "c");

        put(say("success"));

        assertThat(said()).containsExactly("success");
    }

    @Test
    void aTokenThatAwsTakesForAnotherCommentDoesNotKeepTheCommentFromBeingMade() {
        aws.faults().cutAfterExecution("codecommit:PostCommentForPullRequest", 1);
        assertThatThrownBy(() -> put(say("running"))).isInstanceOf(CompletionException.class);

        String made = put(new CommentRequest(
                new CommentRequest.OnPullRequest(request, Optional.of("b"), Optional.of(1)), "running"));

        assertThat(said()).containsExactly("running", "running");
        assertThat(put(say("success"))).isEqualTo(made);
    }

    @Test
    void aCommentThatSomebodyDeletedIsMadeAnew() {
        String first = put(say("running"));
        clients.codeCommit(access)
                .deleteCommentContent(call -> call.commentId(first))
                .join();

        String second = put(say("success"));

        assertThat(second).isNotEqualTo(first);
        assertThat(said()).contains("success");
    }

    @Test
    void commentsOnCommitsLinesAndComments() {
        String commit = repository.tip("feature").orElseThrow();
        String onCommit = comments.put(
                        new CommentRequest(
                                new CommentRequest.OnCommit("site", commit, Optional.of("b"), Optional.of(1)), "here"),
                        Journal.inMemory())
                .toCompletableFuture()
                .join();
        String reply = comments.put(new CommentRequest(new CommentRequest.Reply(onCommit), "there"), Journal.inMemory())
                .toCompletableFuture()
                .join();
        comments.put(new CommentRequest(new CommentRequest.Change(reply), "nowhere"), Journal.inMemory())
                .toCompletableFuture()
                .join();

        Comment told = clients.codeCommit(access)
                .getComment(call -> call.commentId(reply))
                .join()
                .comment();
        assertThat(told.content()).isEqualTo("nowhere");
        assertThat(told.inReplyTo()).isEqualTo(onCommit);
    }

    private Optional<Approval.Outcome> approve(AwsAccess who, boolean approve, Optional<String> commit) {
        return CommentRun.approve(clients, who, say("x").place(), Optional.of(new Approval(approve, commit)))
                .toCompletableFuture()
                .join();
    }

    @Test
    void approvalOfOnesOwnPullRequestIsExplained() {
        assertThatThrownBy(() -> approve(access, true, Optional.empty()))
                .hasMessageContaining("nobody can approve a pull request of their own");
    }

    @Test
    void anotherIdentityApprovesAndTakesItBack() {
        AwsAccess reviewer = TestAccess.of(aws, aws.createUser("reviewer"));

        assertThat(approve(reviewer, true, repository.tip("feature"))).contains(Approval.Outcome.APPROVED);

        assertThat(approvals()).containsExactly(ApprovalState.APPROVE);
        assertThat(approve(reviewer, false, Optional.empty())).contains(Approval.Outcome.REVOKED);
        assertThat(approvals()).doesNotContain(ApprovalState.APPROVE);
    }

    @Test
    void whatIsPushedAfterTheCommitThatWasLookedAtIsNotApproved() {
        AwsAccess reviewer = TestAccess.of(aws, aws.createUser("reviewer"));
        Optional<String> built = repository.tip("feature");
        repository.commit("feature", "Third", "c");

        assertThat(approve(reviewer, true, built)).contains(Approval.Outcome.OUTDATED);

        assertThat(approvals()).isEmpty();
    }

    @Test
    void aPushBetweenTheTwoCallsOfAnApprovalIsNotApproved() {
        AwsAccess reviewer = TestAccess.of(aws, aws.createUser("reviewer"));
        Optional<String> built = repository.tip("feature");
        aws.faults().stall("codecommit:UpdatePullRequestApprovalState", 1, Duration.ofHours(1));
        CompletableFuture<Optional<Approval.Outcome>> outcome = CommentRun.approve(
                        clients, reviewer, say("x").place(), Optional.of(new Approval(true, built)))
                .toCompletableFuture();
        eventually(() -> aws.calls().count("codecommit:UpdatePullRequestApprovalState") == 1);
        repository.commit("feature", "Third", "c");
        aws.faults().releaseStalled();

        assertThat(outcome.join()).contains(Approval.Outcome.OUTDATED);

        assertThat(approvals()).isEmpty();
    }

    private List<ApprovalState> approvals() {
        String revision = clients.codeCommit(access)
                .getPullRequest(call -> call.pullRequestId(request))
                .join()
                .pullRequest()
                .revisionId();
        return clients
                .codeCommit(access)
                .getPullRequestApprovalStates(
                        call -> call.pullRequestId(request).revisionId(revision))
                .join()
                .approvals()
                .stream()
                .map(software.amazon.awssdk.services.codecommit.model.Approval::approvalState)
                .toList();
    }

    @Test
    void refusesWhatAwsWouldRefuse() {
        assertThatThrownBy(() -> say(" ")).isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> say("x".repeat(CommentRequest.LONGEST + 1))).isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> new CommentRequest.OnPullRequest("x", Optional.empty(), Optional.empty()))
                .isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> new CommentRequest.OnPullRequest("1", Optional.empty(), Optional.of(3)))
                .isInstanceOf(ParameterException.class);
    }
}
