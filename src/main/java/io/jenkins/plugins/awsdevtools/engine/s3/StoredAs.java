package io.jenkins.plugins.awsdevtools.engine.s3;

import java.util.List;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * The words that S3 has for how an object is stored.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">PutObject: x-amz-storage-class,
 *     x-amz-acl</a>
 */
public final class StoredAs {

    /** Storage classes; a bucket takes those of its kind and region. */
    public static final List<String> STORAGE_CLASSES = StorageClass.knownValues().stream()
            .map(StorageClass::toString)
            .sorted()
            .toList();

    /** Canned ACLs. */
    public static final List<String> ACLS = ObjectCannedACL.knownValues().stream()
            .map(ObjectCannedACL::toString)
            .sorted()
            .toList();

    private StoredAs() {}
}
