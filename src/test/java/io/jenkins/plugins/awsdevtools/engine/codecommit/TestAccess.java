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
        return of(aws, aws.rootKey());
    }

    /** Another user of it. */
    public static AwsAccess of(LocalAws aws, AccessKey key) {
        return new AwsAccess(
                new CredentialSource.Supplied(
                        key.accessKeyId(), () -> AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())),
                Optional.empty(),
                Region.of(aws.region()),
                Optional.of(aws.endpoint()),
                Optional.empty(),
                1);
    }
}
