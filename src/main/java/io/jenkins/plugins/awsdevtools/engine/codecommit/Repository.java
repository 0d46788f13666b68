package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.util.Optional;
import software.amazon.awssdk.services.codecommit.model.RepositoryMetadata;

/**
 * A repository as GetRepository tells it.
 *
 * @param id never changes, also when the repository is renamed
 * @param account the AWS account that owns it
 * @param cloneUrl for HTTPS
 */
public record Repository(
        String name, String id, String arn, String account, Optional<String> defaultBranch, String cloneUrl) {

    static Repository of(RepositoryMetadata told) {
        return new Repository(
                told.repositoryName(),
                told.repositoryId(),
                told.arn(),
                told.accountId(),
                Optional.ofNullable(told.defaultBranch()),
                told.cloneUrlHttp());
    }
}
