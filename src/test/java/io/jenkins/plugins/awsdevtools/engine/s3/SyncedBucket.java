package io.jenkins.plugins.awsdevtools.engine.s3;

import static io.jenkins.plugins.awsdevtools.engine.Eventually.resultOf;

import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import io.jenkins.plugins.awsdevtools.engine.work.RemoteWork;
import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder, and a bucket of the AWS that the tests of a class share. */
abstract class SyncedBucket {

    static final int MIB = 1 << 20;

    static LocalAws aws;
    static TransferFixture fixture;
    private static int buckets;

    @TempDir
    Path root;

    String bucket;

    @BeforeAll
    static void start() {
        aws = LocalAws.start();
        fixture = new TransferFixture(aws.endpoint(), aws.region(), aws.rootKey());
    }

    @AfterAll
    static void stop() {
        fixture.close();
        aws.close();
    }

    @BeforeEach
    void makeBucket() {
        bucket = "bucket-" + ++buckets;
        aws.s3().createBucket(bucket, aws.region());
        aws.calls().clear();
    }

    @AfterEach
    void clearFaults() {
        aws.faults().clear();
    }

    static SyncOutcome get(RemoteWork<SyncOutcome> work) throws Exception {
        return resultOf(work.result());
    }

    /** An object as text. */
    String read(String key) throws Exception {
        return new String(aws.s3().read(bucket, key), StandardCharsets.UTF_8);
    }
}
