package io.jenkins.plugins.awsdevtools.localaws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.awsdevtools.localaws.AccessKey;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class StsServiceTest {
    private static LocalAws aws;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void aUserIsToldWhoHeIs() {
        AccessKey key = aws.createUser("deployer");
        try (StsClient sts = LocalClients.as(aws, key, StsClient.builder())) {
            GetCallerIdentityResponse identity = sts.getCallerIdentity();

            assertThat(identity.arn()).isEqualTo("arn:aws:iam::123456789012:user/deployer");
            assertThat(identity.account()).isEqualTo("123456789012");
            assertThat(identity.userId()).startsWith("AIDA").hasSize(20);
        }
    }
}
