package io.jenkins.plugins.awsdevtools.localaws.codecommit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of one call, checked as CodeCommit checks them.
 *
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html">Quotas in AWS CodeCommit</a>
 */
final class Parameters {
    /** "Any combination of letters, numbers, periods, underscores, and dashes between 1 and 100 characters." */
    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]{1,100}");

    private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{40}");
    /** "Branch names cannot contain spaces or any of the following characters: ? ^ * [ \ ~ :" */
    private static final Pattern NOT_IN_BRANCH = Pattern.compile("[ ?^*\\[\\\\~:]|\\.\\.|//|@\\{");

    private static final int LONGEST_BRANCH = 256;

    private final JsonNode body;

    Parameters(JsonNode body) {
        this.body = body;
    }

    JsonNode body() {
        return body;
    }

    /** A text, empty when it was not given. */
    String text(String field) {
        return body.path(field).asText("");
    }

    /** A text that has to be given; the error is named after what lacks. */
    String required(String field, String error) {
        String value = text(field);
        if (value.isEmpty()) {
            throw CodeCommitErrors.of(error, "A value is required for " + field);
        }
        return value;
    }

    String repositoryName() {
        return repositoryName("repositoryName");
    }

    String repositoryName(String field) {
        return checkedRepositoryName(required(field, "RepositoryNameRequired"));
    }

    static String checkedRepositoryName(String name) {
        if (!REPOSITORY.matcher(name).matches() || name.endsWith(".git")) {
            throw CodeCommitErrors.of(
                    "InvalidRepositoryName",
                    "The repository name " + name + " is not valid. Repository names can contain letters, digits,"
                            + " periods, underscores and dashes, and cannot end in .git.");
        }
        return name;
    }

    String branchName() {
        return branchName("branchName");
    }

    String branchName(String field) {
        String name = required(field, "BranchNameRequired");
        if (name.length() > LONGEST_BRANCH
                || NOT_IN_BRANCH.matcher(name).find()
                || name.matches("[/.].*|.*[/.]|@|[0-9a-fA-F]{40}")) {
            throw CodeCommitErrors.of("InvalidBranchName", "The branch name " + name + " is not valid");
        }
        return name;
    }

    /** A full commit id, not looked up yet. */
    String commitId(String field) {
        return checkedCommitId(required(field, "CommitIdRequired"), "InvalidCommitId");
    }

    static String checkedCommitId(String id, String error) {
        if (!COMMIT_ID.matcher(id).matches()) {
            throw CodeCommitErrors.of(error, "The commit ID " + id + " is not valid. A full SHA ID is required.");
        }
        return id;
    }

    /** One of a few values, or the default. */
    String oneOf(String field, Set<String> values, String fallback, String error) {
        String value = text(field);
        if (value.isEmpty()) {
            return fallback;
        }
        if (!values.contains(value)) {
            throw CodeCommitErrors.of(error, value + " is not valid for " + field);
        }
        return value;
    }

    List<String> texts(String field) {
        List<String> all = new ArrayList<>();
        body.path(field).forEach(value -> all.add(value.asText()));
        return all;
    }
}
