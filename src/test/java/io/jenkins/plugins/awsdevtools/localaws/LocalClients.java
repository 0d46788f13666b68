package io.jenkins.plugins.awsdevtools.localaws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** Points a builder of the real SDK at a {@link LocalAws}, without retries, so that a test sees each answer. */
public final class LocalClients {
    private LocalClients() {}

    /** As the root user, in the default region. */
    public static <B extends AwsClientBuilder<B, C>, C> C root(LocalAws aws, B builder) {
        return as(aws, aws.rootKey(), builder);
    }

    /** As the owner of a key. */
    public static <B extends AwsClientBuilder<B, C>, C> C as(LocalAws aws, AccessKey key, B builder) {
        return prepare(aws.endpoint(), aws.region(), key, builder).build();
    }

    /** With everything told, not built yet. */
    public static <B extends AwsClientBuilder<B, C>, C> B prepare(
            URI endpoint, String region, AccessKey key, B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .overrideConfiguration(configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }
}
