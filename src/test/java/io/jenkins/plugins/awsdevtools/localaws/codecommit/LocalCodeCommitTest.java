package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.Approval;
import software.amazon.awssdk.services.codecommit.model.ApprovalState;
import software.amazon.awssdk.services.codecommit.model.ChangeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.CodeCommitException;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.ConflictDetailLevelTypeEnum;
import software.amazon.awssdk.services.codecommit.model.Difference;
import software.amazon.awssdk.services.codecommit.model.File;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;
import software.amazon.awssdk.services.codecommit.model.MergeOptionTypeEnum;
import software.amazon.awssdk.services.codecommit.model.PullRequest;
import software.amazon.awssdk.services.codecommit.model.PullRequestStatusEnum;
import software.amazon.awssdk.services.codecommit.model.PutFileResponse;

class LocalCodeCommitTest {
    private static LocalAws aws;
    private static CodeCommitClient client;
    private GitRepository repository;
    private String name;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        client = LocalClients.root(aws, CodeCommitClient.builder());
    }

    @AfterAll
    static void stop() {
        client.close();
        aws.close();
    }

    @BeforeEach
    void create() {
        aws.events().removeRules();
        aws.codeCommit().pageSize(100);
        name = "repo-" + UUID.randomUUID();
        repository = aws.codeCommit().createRepository(aws.region(), name);
    }

    private static CodeCommitException refused(String code, ThrowingCallable call) {
        CodeCommitException refusal = catchThrowableOfType(CodeCommitException.class, call);
        assertThat(refusal).as("refusal with " + code).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code + "Exception");
        assertThat(refusal.statusCode()).isEqualTo(400);
        return refusal;
    }

    @Test
    void tellsOfABranchAndRefusesTheUnknown() {
        String commit = repository.commit("main", "Begin", "README.md");
        assertThat(client.getBranch(get -> get.repositoryName(name).branchName("main"))
                        .branch()
                        .commitId())
                .isEqualTo(commit);
        refused(
                "BranchDoesNotExist",
                () -> client.getBranch(get -> get.repositoryName(name).branchName("none")));
        refused(
                "RepositoryDoesNotExist",
                () -> client.getBranch(get -> get.repositoryName("none").branchName("main")));
        refused(
                "InvalidBranchName",
                () -> client.getBranch(get -> get.repositoryName(name).branchName("a..b")));
        refused("BranchNameRequired", () -> client.getBranch(get -> get.repositoryName(name)));
        refused("InvalidRepositoryName", () -> client.getRepository(get -> get.repositoryName("site.git")));
    }

    @Test
    void tellsOfRepositoriesInBatchesOfAHundred() {
        assertThat(client.batchGetRepositories(get -> get.repositoryNames(name, "none")))
                .satisfies(answer -> assertThat(answer.repositories()).hasSize(1))
                .satisfies(answer -> assertThat(answer.repositoriesNotFound()).containsExactly("none"));
        refused(
                "MaximumRepositoryNamesExceeded",
                () -> client.batchGetRepositories(get -> get.repositoryNames(Collections.nCopies(101, name))));
        refused("RepositoryNamesRequired", () -> client.batchGetRepositories(get -> get.repositoryNames(List.of())));
    }

    @Test
    void listsBranchesInPages() {
        aws.codeCommit().pageSize(3);
        IntStream.range(0, 7).forEach(i -> repository.commit("branch-" + i, "Begin", "file"));
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        client.listBranchesPaginator(list -> list.repositoryName(name)).forEach(page -> {
            seen.addAll(page.branches());
            sizes.add(page.branches().size());
        });
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(sizes).containsExactly(3, 3, 1);
        refused(
                "InvalidContinuationToken",
                () -> client.listBranches(list -> list.repositoryName(name).nextToken("what")));
    }

    @Test
    void tellsOfCommitsAndTheirParents() {
        String first = repository.commit("main", "Grace Hopper", "Begin\n\nWith words", Map.of("a", "1"));
        String second = repository.commit("main", "Go on", "b");
        Commit commit = client.getCommit(get -> get.repositoryName(name).commitId(second))
                .commit();
        assertThat(commit.parents()).containsExactly(first);
        assertThat(client.batchGetCommits(get -> get.repositoryName(name).commitIds(first, "f".repeat(40))))
                .satisfies(
                        answer -> assertThat(answer.commits().get(0).message()).startsWith("Begin"))
                .satisfies(answer ->
                        assertThat(answer.commits().get(0).author().name()).isEqualTo("Grace Hopper"))
                .satisfies(answer ->
                        assertThat(answer.commits().get(0).author().date()).matches("\\d+ \\+0000"))
                .satisfies(answer ->
                        assertThat(answer.errors().get(0).errorCode()).isEqualTo("CommitIdDoesNotExistException"));
        refused(
                "CommitIdsLimitExceeded",
                () -> client.batchGetCommits(
                        get -> get.repositoryName(name).commitIds(Collections.nCopies(101, first))));
        refused(
                "InvalidCommitId",
                () -> client.getCommit(get -> get.repositoryName(name).commitId(first.substring(0, 8))));
    }

    @Test
    void comparesCommits() {
        Map<String, String> changes = new HashMap<>();
        String before = repository.commit("main", "Ada", "Begin", Map.of("a", "1", "b", "1", "docs/x.md", "1"));
        changes.put("a", null);
        changes.put("b", "2");
        changes.put("docs/c.md", "3");
        String after = repository.commit("main", "Ada", "Change", changes);
        List<Difference> differences = client.getDifferences(get ->
                        get.repositoryName(name).beforeCommitSpecifier(before).afterCommitSpecifier("main"))
                .differences();
        assertThat(differences)
                .extracting(Difference::changeType)
                .containsExactly(ChangeTypeEnum.D, ChangeTypeEnum.M, ChangeTypeEnum.A);
        assertThat(client.getDifferences(get -> get.repositoryName(name)
                                .beforeCommitSpecifier(before)
                                .afterCommitSpecifier(after)
                                .afterPath("docs"))
                        .differences())
                .extracting(difference -> difference.afterBlob().path())
                .containsExactly("docs/c.md");
        aws.codeCommit().pageSize(2);
        assertThat(client
                        .getDifferencesPaginator(
                                get -> get.repositoryName(name).afterCommitSpecifier("refs/heads/main"))
                        .stream()
                        .flatMap(page -> page.differences().stream()))
                .hasSize(3);
        refused(
                "CommitDoesNotExist",
                () -> client.getDifferences(get -> get.repositoryName(name).afterCommitSpecifier("none")));
    }

    @Test
    void readsAndWritesFiles() {
        PutFileResponse put = client.putFile(request -> request.repositoryName(name)
                .branchName("main")
                .filePath("src/Jenkinsfile")
                .fileContent(SdkBytes.fromUtf8String("pipeline {}")));
        assertThat(client.getFile(get -> get.repositoryName(name).filePath("src/Jenkinsfile")))
                .satisfies(file -> assertThat(file.fileContent().asUtf8String()).isEqualTo("pipeline {}"))
                .satisfies(file -> assertThat(file.commitId()).isEqualTo(put.commitId()))
                .satisfies(file -> assertThat(file.fileSize()).isEqualTo(11));
        GetFolderResponse folder =
                client.getFolder(get -> get.repositoryName(name).folderPath("/src/"));
        assertThat(folder.files()).extracting(File::absolutePath).containsExactly("src/Jenkinsfile");
        assertThat(client.getFolder(get -> get.repositoryName(name).folderPath("/"))
                        .subFolders())
                .hasSize(1);
        refused(
                "FileDoesNotExist",
                () -> client.getFile(get -> get.repositoryName(name).filePath("src")));
        refused(
                "FolderDoesNotExist",
                () -> client.getFolder(get -> get.repositoryName(name).folderPath("none")));
        refused(
                "ParentCommitIdRequired",
                () -> client.putFile(request -> request.repositoryName(name)
                        .branchName("main")
                        .filePath("x")
                        .fileContent(SdkBytes.fromUtf8String("x"))));
        refused(
                "ParentCommitIdOutdated",
                () -> client.putFile(request -> request.repositoryName(name)
                        .branchName("main")
                        .parentCommitId("f".repeat(40))
                        .filePath("x")
                        .fileContent(SdkBytes.fromUtf8String("x"))));
        refused(
                "SameFileContent",
                () -> client.putFile(request -> request.repositoryName(name)
                        .branchName("main")
                        .parentCommitId(put.commitId())
                        .filePath("src/Jenkinsfile")
                        .fileContent(SdkBytes.fromUtf8String("pipeline {}"))));
    }

    private PullRequest open() {
        repository.commit("main", "Ada", "Begin", Map.of("file", "1\n2\n3\n", "other", "1"));
        repository.forcePush("change", repository.tip("main").orElseThrow());
        repository.commit("change", "Ada", "Change", Map.of("file", "1\n2\n4\n"));
        return client.createPullRequest(create -> create.title("A change")
                        .targets(target -> target.repositoryName(name).sourceReference("change")))
                .pullRequest();
    }

    private static PullRequest now(PullRequest request) {
        return client.getPullRequest(get -> get.pullRequestId(request.pullRequestId()))
                .pullRequest();
    }

    @Test
    void aPullRequestFollowsItsSource() {
        PullRequest request = open();
        assertThat(client.listPullRequests(list -> list.repositoryName(name).pullRequestStatus("OPEN"))
                        .pullRequestIds())
                .containsExactly(request.pullRequestId());
        String pushed = repository.commit("change", "More", "more");
        assertThat(now(request).pullRequestTargets().get(0).sourceCommit()).isEqualTo(pushed);
        assertThat(now(request).revisionId()).isNotEqualTo(request.revisionId());
        repository.forcePush("main", pushed);
        assertThat(now(request).pullRequestStatus()).isEqualTo(PullRequestStatusEnum.CLOSED);
        assertThat(now(request).pullRequestTargets().get(0).mergeMetadata().isMerged())
                .isTrue();
    }

    @Test
    void mergesAPullRequestUnlessBothSidesChangedAFile() {
        PullRequest request = open();
        String id = request.pullRequestId();
        repository.commit("main", "Ada", "Elsewhere", Map.of("other", "2"));
        refused(
                "ManualMergeRequired",
                () -> client.mergePullRequestByFastForward(
                        merge -> merge.pullRequestId(id).repositoryName(name)));
        repository.commit("main", "Ada", "Before it", Map.of("file", "0\n1\n2\n3\n"));
        assertThat(client.getMergeConflicts(get -> get.repositoryName(name)
                                .sourceCommitSpecifier("change")
                                .destinationCommitSpecifier("main")
                                .mergeOption(MergeOptionTypeEnum.THREE_WAY_MERGE))
                        .mergeable())
                .isFalse();
        refused(
                "ManualMergeRequired",
                () -> client.mergePullRequestByThreeWay(
                        merge -> merge.pullRequestId(id).repositoryName(name)));
    }

    @Test
    void mergesLineByLineWhenAsked() {
        PullRequest request = open();
        repository.commit("main", "Ada", "Elsewhere", Map.of("other", "2"));
        PullRequest merged = client.mergePullRequestByThreeWay(merge -> merge.pullRequestId(request.pullRequestId())
                        .repositoryName(name)
                        .conflictDetailLevel(ConflictDetailLevelTypeEnum.LINE_LEVEL))
                .pullRequest();
        assertThat(merged.pullRequestStatus()).isEqualTo(PullRequestStatusEnum.CLOSED);
        String commit = merged.pullRequestTargets().get(0).mergeMetadata().mergeCommitId();
        assertThat(repository.tip("main")).contains(commit);
        assertThat(client.getCommit(get -> get.repositoryName(name).commitId(commit))
                        .commit()
                        .parents())
                .hasSize(2);
    }

    @Test
    void nobodyApprovesHisOwnPullRequest() {
        PullRequest request = open();
        String id = request.pullRequestId();
        refused(
                "PullRequestCannotBeApprovedByAuthor",
                () -> client.updatePullRequestApprovalState(approve -> approve.pullRequestId(id)
                        .revisionId(request.revisionId())
                        .approvalState("APPROVE")));
        try (CodeCommitClient other = LocalClients.as(aws, aws.createUser("reviewer"), CodeCommitClient.builder())) {
            refused(
                    "RevisionNotCurrent",
                    () -> other.updatePullRequestApprovalState(approve ->
                            approve.pullRequestId(id).revisionId("old").approvalState("APPROVE")));
            other.updatePullRequestApprovalState(approve ->
                    approve.pullRequestId(id).revisionId(request.revisionId()).approvalState("APPROVE"));
        }
        assertThat(client.getPullRequestApprovalStates(
                                get -> get.pullRequestId(id).revisionId(request.revisionId()))
                        .approvals())
                .extracting(Approval::approvalState)
                .containsExactly(ApprovalState.APPROVE);
    }

    @Test
    void keepsOneCommentForOneToken() {
        PullRequest request = open();
        String before = request.pullRequestTargets().get(0).destinationCommit();
        String after = request.pullRequestTargets().get(0).sourceCommit();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(client.postCommentForPullRequest(post -> post.pullRequestId(request.pullRequestId())
                            .repositoryName(name)
                            .beforeCommitId(before)
                            .afterCommitId(after)
                            .clientRequestToken("token")
                            .content("Built"))
                    .comment()
                    .commentId());
        }
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        client.updateComment(update -> update.commentId(ids.get(0)).content("Built again"));
        assertThat(client.getCommentsForPullRequest(get -> get.pullRequestId(request.pullRequestId()))
                        .commentsForPullRequestData())
                .singleElement()
                .satisfies(data -> assertThat(data.comments().get(0).content()).isEqualTo("Built again"));
        try (CodeCommitClient other = LocalClients.as(aws, aws.createUser("other"), CodeCommitClient.builder())) {
            refused(
                    "CommentNotCreatedByCaller",
                    () -> other.updateComment(
                            update -> update.commentId(ids.get(0)).content("Mine")));
        }
        refused(
                "CommentContentSizeLimitExceeded",
                () -> client.updateComment(
                        update -> update.commentId(ids.get(0)).content("x".repeat(10_241))));
    }

    @Test
    void putsPushesOnTheEventBus() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        aws.events().addRule(aws.region(), Set.of("aws.codecommit"), events::add);
        String first = repository.commit("main", "Begin", "a");
        String second = repository.commit("main", "Go on", "b");
        repository.deleteBranch("main");
        assertThat(events).hasSize(3);
        JsonNode updated = new ObjectMapper().readTree(events.get(1));
        assertThat(updated.path("detail-type").asText()).isEqualTo("CodeCommit Repository State Change");
        assertThat(updated.path("resources").get(0).asText())
                .isEqualTo("arn:aws:codecommit:eu-west-1:123456789012:" + name);
        assertThat(updated.path("detail").path("event").asText()).isEqualTo("referenceUpdated");
        assertThat(updated.path("detail").path("oldCommitId").asText()).isEqualTo(first);
        assertThat(updated.path("detail").path("commitId").asText()).isEqualTo(second);
        assertThat(events.get(0)).contains("referenceCreated");
        assertThat(events.get(2)).contains("referenceDeleted");
    }
}
