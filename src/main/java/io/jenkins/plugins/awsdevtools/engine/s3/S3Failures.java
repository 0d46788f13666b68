package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.client.CallContext;
import io.jenkins.plugins.awsdevtools.engine.client.FailureTranslator;
import io.jenkins.plugins.awsdevtools.engine.transfer.TransferException;
import software.amazon.awssdk.regions.PartitionMetadata;

/** What S3 refused, for people. */
record S3Failures(AwsAccess access, S3Place place) {

    /** @param operation in IAM's spelling, such as {@code s3:ListBucket} */
    TransferException of(Throwable failed, String operation) {
        String region = access.region().id();
        AwsFailure failure = failure(failed, operation);
        if (failure.kind() != AwsFailure.Kind.DENIED) {
            return new TransferException(failure.text());
        }
        String text = FailureTranslator.translate(failed, new CallContext(operation, arn(operation), region))
                .text();
        // S3 says nothing of the owner: "Access Denied" is all ("Verifying bucket ownership", Amazon S3 User Guide).
        return new TransferException(
                place.owner() == null ? text : text + "\n" + Texts.of("s3.otherOwner", place.bucket(), place.owner()));
    }

    /** What kind of failure it is. */
    AwsFailure failure(Throwable failed, String operation) {
        return FailureTranslator.translate(
                failed, new CallContext(operation, place.url(), access.region().id()));
    }

    private String arn(String operation) {
        String bucket = "arn:" + PartitionMetadata.of(access.region()).id() + ":s3:::" + place.bucket();
        return operation.contains("Object") || operation.contains("Multipart")
                ? bucket + "/" + place.prefix() + "*"
                : bucket;
    }
}
