package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Repositories and branches. */
final class RepositoryOperations {
    /** "The maximum number of allowed repository names was exceeded. Currently, this number is 100." */
    private static final int MOST_NAMES = 100;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final LocalCodeCommit local;

    RepositoryOperations(LocalCodeCommit local) {
        this.local = local;
    }

    ObjectNode create(String region, Parameters in) {
        GitRepository made = local.createRepository(region, in.repositoryName(), in.text("repositoryDescription"));
        return JSON.objectNode().set("repositoryMetadata", metadata(made));
    }

    /** A repository that is not there is no error: the answer just has no id. */
    ObjectNode delete(String region, Parameters in) {
        Optional<GitRepository> gone = local.deleteRepository(region, in.repositoryName());
        ObjectNode answer = JSON.objectNode();
        gone.ifPresent(repository -> answer.put("repositoryId", repository.id()));
        return answer;
    }

    ObjectNode rename(String region, Parameters in) {
        local.renameRepository(region, in.repositoryName("oldName"), in.repositoryName("newName"));
        return JSON.objectNode();
    }

    ObjectNode get(String region, Parameters in) {
        return JSON.objectNode().set("repositoryMetadata", metadata(local.repository(region, in.repositoryName())));
    }

    ObjectNode batchGet(String region, Parameters in) {
        List<String> names = in.texts("repositoryNames");
        if (names.isEmpty()) {
            throw CodeCommitErrors.of("RepositoryNamesRequired", "At least one repository name object is required");
        }
        if (names.size() > MOST_NAMES) {
            throw CodeCommitErrors.of(
                    "MaximumRepositoryNamesExceeded",
                    "The maximum number of allowed repository names was exceeded. Currently, this number is 100.");
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode found = answer.putArray("repositories");
        ArrayNode missing = answer.putArray("repositoriesNotFound");
        for (String name : names) {
            local.find(region, Parameters.checkedRepositoryName(name))
                    .ifPresentOrElse(repository -> found.add(metadata(repository)), () -> missing.add(name));
        }
        return answer;
    }

    ObjectNode list(String region, Parameters in) {
        String sortBy =
                in.oneOf("sortBy", Set.of("repositoryName", "lastModifiedDate"), "repositoryName", "InvalidSortBy");
        String order = in.oneOf("order", Set.of("ascending", "descending"), "ascending", "InvalidOrder");
        Comparator<GitRepository> comparator = sortBy.equals("repositoryName")
                ? Comparator.comparing(GitRepository::name)
                : Comparator.comparing(GitRepository::modified);
        List<GitRepository> all = local.repositories(region).values().stream()
                .sorted(order.equals("ascending") ? comparator : Collections.reverseOrder(comparator))
                .toList();
        ObjectNode answer = JSON.objectNode();
        ArrayNode repositories = answer.putArray("repositories");
        Paging.page(all, "repositories", in.text("nextToken"), local.pageSize(), answer, "nextToken")
                .forEach(repository -> repositories
                        .addObject()
                        .put("repositoryName", repository.name())
                        .put("repositoryId", repository.id()));
        return answer;
    }

    ObjectNode branches(String region, Parameters in) {
        GitRepository repository = local.repository(region, in.repositoryName());
        ObjectNode answer = JSON.objectNode();
        ArrayNode branches = answer.putArray("branches");
        Paging.page(
                        repository.branches(),
                        "branches/" + repository.id(),
                        in.text("nextToken"),
                        local.pageSize(),
                        answer,
                        "nextToken")
                .forEach(branches::add);
        return answer;
    }

    ObjectNode branch(GitRepository repository, Parameters in) {
        String branch = in.branchName();
        String commit = repository.tip(branch).orElseThrow(() -> CodeCommitErrors.noBranch(branch));
        return JSON.objectNode()
                .set("branch", JSON.objectNode().put("branchName", branch).put("commitId", commit));
    }

    ObjectNode createBranch(GitRepository repository, Parameters in) throws IOException {
        String branch = in.branchName();
        if (repository.tip(branch).isPresent()) {
            throw CodeCommitErrors.of("BranchNameExists", "The branch " + branch + " already exists");
        }
        String commit = in.commitId("commitId");
        CommitOperations.existing(repository, commit, "CommitDoesNotExist");
        repository.update("refs/heads/" + branch, commit);
        return JSON.objectNode();
    }

    /** A branch that is not there is no error. */
    ObjectNode deleteBranch(GitRepository repository, Parameters in) throws IOException {
        String branch = in.branchName();
        if (branch.equals(repository.defaultBranch())) {
            throw CodeCommitErrors.of(
                    "DefaultBranchCannotBeDeleted",
                    "The branch " + branch + " is the default branch for the repository, and cannot be deleted");
        }
        ObjectNode answer = JSON.objectNode();
        Optional<String> tip = repository.tip(branch);
        if (tip.isPresent()) {
            repository.delete("refs/heads/" + branch);
            answer.putObject("deletedBranch").put("branchName", branch).put("commitId", tip.get());
        }
        return answer;
    }

    ObjectNode defaultBranch(GitRepository repository, Parameters in) throws IOException {
        String branch = in.branchName("defaultBranchName");
        repository.tip(branch).orElseThrow(() -> CodeCommitErrors.noBranch(branch));
        repository.defaultBranch(branch);
        return JSON.objectNode();
    }

    private ObjectNode metadata(GitRepository repository) {
        ObjectNode json = JSON.objectNode();
        json.put("accountId", local.account())
                .put("repositoryId", repository.id())
                .put("repositoryName", repository.name())
                .put("lastModifiedDate", PullRequest.seconds(repository.modified()))
                .put("creationDate", PullRequest.seconds(repository.created()))
                .put("cloneUrlHttp", local.cloneUrl(repository.name()))
                .put(
                        "cloneUrlSsh",
                        "ssh://git-codecommit." + repository.region() + ".amazonaws.com/v1/repos/" + repository.name())
                .put("Arn", local.arn(repository));
        if (!repository.description().isEmpty()) {
            json.put("repositoryDescription", repository.description());
        }
        if (!repository.defaultBranch().isEmpty()) {
            json.put("defaultBranch", repository.defaultBranch());
        }
        return json;
    }
}
