package io.jenkins.plugins.awsdevtools.localaws.s3;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.util.Map;

/**
 * The rules of object tags.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html">Categorizing your objects
 *     using tags</a>
 */
final class ObjectTags {
    /** Up to 10 tags an object, keys up to 128 and values up to 256 characters. */
    private static final int MOST = 10;

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    private ObjectTags() {}

    static void require(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw new AwsError("BadRequest", 400, "Object tags cannot be greater than 10");
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > LONGEST_KEY) {
                throw new AwsError("InvalidTag", 400, "The TagKey you have provided is invalid").with("TagKey", key);
            }
            if (value.length() > LONGEST_VALUE) {
                throw new AwsError("InvalidTag", 400, "The TagValue you have provided is invalid").with("TagKey", key);
            }
        });
    }
}
