package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.CredentialSource;
import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/** The users of an embedded AWS. */
public final class TestAccess {

    private TestAccess() {}

    public static AwsAccess root(LocalAws aws) {
        return root(aws, 1);
    }

    /** @param attempts how often each call is made at the most */
    public static AwsAccess root(LocalAws aws, int attempts) {
        return of(aws, aws.rootKey(), attempts);
    }

    /** Another user of it. */
    public static AwsAccess of(LocalAws aws, AccessKey key) {
        return of(aws, key, 1);
    }

    /** @param attempts how often each call is made at the most */
    public static AwsAccess of(LocalAws aws, AccessKey key, int attempts) {
        return new AwsAccess(
                new CredentialSource.Supplied(
                        key.accessKeyId(), () -> AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())),
                Optional.empty(),
                Region.of(aws.region()),
                Optional.of(aws.endpoint()),
                Optional.empty(),
                attempts);
    }
}
