package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.awsdevtools.localaws.AwsCall;
import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import io.jenkins.plugins.awsdevtools.localaws.LocalService;
import java.io.IOException;

/**
 * CodeCommit's API.
 *
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/APIReference/Welcome.html">CodeCommit API Reference</a>
 */
final class CodeCommitService implements LocalService {
    private final LocalCodeCommit local;
    private final RepositoryOperations repositories;
    private final CommitOperations commits;
    private final DifferenceOperations differences;
    private final FileOperations files;
    private final FileWrites writes;
    private final MergeOperations merges;
    private final PullRequestOperations pullRequests;
    private final CommentOperations comments = new CommentOperations();

    CodeCommitService(LocalCodeCommit local) {
        this.local = local;
        this.repositories = new RepositoryOperations(local);
        this.commits = new CommitOperations();
        this.differences = new DifferenceOperations(local);
        this.files = new FileOperations();
        this.writes = new FileWrites();
        this.merges = new MergeOperations(local.pullRequests());
        this.pullRequests = new PullRequestOperations(local);
    }

    @Override
    public String signingName() {
        return "codecommit";
    }

    @Override
    public String resourceArn(AwsCall call) {
        try {
            String name = call.jsonBody().path("repositoryName").asText("");
            return name.isEmpty() ? "*" : "arn:aws:codecommit:" + call.region() + ":" + local.account() + ":" + name;
        } catch (IOException unreadable) {
            return "*";
        }
    }

    @Override
    public void handle(AwsCall call) throws IOException {
        Parameters in = new Parameters(call.jsonBody());
        String region = call.region();
        String caller = call.caller().arn();
        ObjectNode answer =
                switch (call.operation()) {
                    case "CreateRepository" -> repositories.create(region, in);
                    case "DeleteRepository" -> repositories.delete(region, in);
                    case "GetRepository" -> repositories.get(region, in);
                    case "BatchGetRepositories" -> repositories.batchGet(region, in);
                    case "ListRepositories" -> repositories.list(region, in);
                    case "UpdateRepositoryName" -> repositories.rename(region, in);
                    case "ListBranches" -> repositories.branches(region, in);
                    case "GetBranch" -> repositories.branch(repository(region, in), in);
                    case "CreateBranch" -> repositories.createBranch(repository(region, in), in);
                    case "DeleteBranch" -> repositories.deleteBranch(repository(region, in), in);
                    case "UpdateDefaultBranch" -> repositories.defaultBranch(repository(region, in), in);
                    case "GetCommit" -> commits.get(repository(region, in), in);
                    case "BatchGetCommits" -> commits.batchGet(repository(region, in), in);
                    case "GetDifferences" -> differences.get(repository(region, in), in);
                    case "GetFile" -> files.file(repository(region, in), in);
                    case "GetFolder" -> files.folder(repository(region, in), in);
                    case "PutFile" -> writes.put(repository(region, in), in, caller);
                    case "CreateCommit" -> writes.commit(repository(region, in), in, caller);
                    case "GetMergeCommit" -> merges.mergeCommit(repository(region, in), in);
                    case "GetMergeConflicts" -> merges.conflicts(repository(region, in), in);
                    case "CreateUnreferencedMergeCommit" -> merges.unreferenced(repository(region, in), in, caller);
                    case "MergePullRequestByFastForward" ->
                        merges.pullRequest(repository(region, in), in, caller, "FAST_FORWARD_MERGE");
                    case "MergePullRequestByThreeWay" ->
                        merges.pullRequest(repository(region, in), in, caller, "THREE_WAY_MERGE");
                    case "MergePullRequestBySquash" ->
                        merges.pullRequest(repository(region, in), in, caller, "SQUASH_MERGE");
                    default -> aboutPullRequests(call, in, caller);
                };
        call.replyJson(answer);
    }

    private ObjectNode aboutPullRequests(AwsCall call, Parameters in, String caller) throws IOException {
        return switch (call.operation()) {
            case "ListPullRequests" -> pullRequests.list(repository(call.region(), in), in);
            case "GetPullRequest" -> pullRequests.get(in);
            case "CreatePullRequest" -> pullRequests.create(call.region(), in, caller);
            case "UpdatePullRequestStatus" -> pullRequests.updateStatus(in, caller);
            case "UpdatePullRequestApprovalState" -> pullRequests.approve(in, caller);
            case "GetPullRequestApprovalStates" -> pullRequests.approvals(in);
            case "PostCommentForPullRequest" ->
                comments.post(
                        repository(call.region(), in),
                        pullRequests.find(in),
                        in,
                        caller,
                        PullRequest.seconds(pullRequests.now()));
            case "PostCommentForComparedCommit" ->
                comments.postOnCommit(
                        repository(call.region(), in), in, caller, PullRequest.seconds(pullRequests.now()));
            case "PostCommentReply" -> comments.reply(in, caller, PullRequest.seconds(pullRequests.now()));
            case "DeleteCommentContent" -> comments.delete(in);
            case "UpdateComment" -> comments.update(in, caller, PullRequest.seconds(pullRequests.now()));
            case "GetComment" -> comments.get(in);
            case "GetCommentsForPullRequest" -> comments.list(pullRequests.find(in), in, local.pageSize());
            default -> throw new AwsError("UnknownOperationException", 400, "");
        };
    }

    private GitRepository repository(String region, Parameters in) {
        return local.repository(region, in.repositoryName());
    }

    @Override
    public void close() {
        local.close();
    }
}
