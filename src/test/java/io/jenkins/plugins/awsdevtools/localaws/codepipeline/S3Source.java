package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import io.jenkins.plugins.awsdevtools.localaws.s3.StoredObject;
import java.io.IOException;
import java.util.Map;

/**
 * A source action that takes the newest version of an object, or the version of a source revision override.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html">Amazon S3 source action
 *     reference</a>
 */
final class S3Source implements ActionProvider {
    private final S3Store s3;

    S3Source(S3Store s3) {
        this.s3 = s3;
    }

    @Override
    public ActionWork begin(ActionContext context) throws IOException {
        String bucket = context.setting("S3Bucket");
        String key = context.setting("S3ObjectKey");
        StoredObject object =
                context.revision().isEmpty() ? s3.get(bucket, key) : s3.get(bucket, key, context.revision());
        Artifact artifact = context.outputs().place(context.action().outputs().get(0));
        byte[] content;
        try (var stream = object.content().open()) {
            content = stream.readAllBytes();
        }
        context.outputs().put(artifact.withRevision(object.versionId(), key), content);
        ActionOutcome outcome = ActionOutcome.succeeded(
                "Amazon S3 version id: " + object.versionId(),
                Map.of("BucketName", bucket, "ObjectKey", key, "VersionId", object.versionId(), "ETag", object.etag()));
        return () -> outcome;
    }
}
