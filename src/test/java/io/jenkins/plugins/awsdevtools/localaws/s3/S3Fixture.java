package io.jenkins.plugins.awsdevtools.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import io.jenkins.plugins.awsdevtools.localaws.LocalAwsSettings;
import io.jenkins.plugins.awsdevtools.localaws.LocalClients;
import io.jenkins.plugins.awsdevtools.localaws.ShiftedClock;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A LocalAws with a bucket and the SDK's client for it. */
final class S3Fixture implements AutoCloseable {
    static final String BUCKET = "the-bucket";

    final ShiftedClock clock = new ShiftedClock();
    final LocalAws aws = LocalAws.start(LocalAwsSettings.defaults().withClock(clock));
    final S3Client s3 = LocalClients.root(aws, S3Client.builder());

    S3Fixture() {
        aws.s3().createBucket(BUCKET, aws.region());
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Expects S3 to refuse with a code and status. */
    static S3Exception refused(String code, int status, ThrowingCallable call) {
        S3Exception refusal = catchThrowableOfType(S3Exception.class, call);
        assertThat(refusal).as("refusal with " + code).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.statusCode()).isEqualTo(status);
        return refusal;
    }

    @Override
    public void close() {
        s3.close();
        aws.close();
    }
}
