package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.s3.ObjectMetadata;
import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLConnection;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A deploy action that puts its artifact, or what is in it, into a bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3Deploy.html">Amazon S3 deploy
 *     action reference</a>
 */
final class S3Deploy implements ActionProvider {
    private final S3Store s3;

    S3Deploy(S3Store s3) {
        this.s3 = s3;
    }

    @Override
    public ActionWork begin(ActionContext context) throws IOException {
        String bucket = context.setting("BucketName");
        String key = context.setting("ObjectKey");
        Artifact input = context.inputs().get(0);
        byte[] zip = s3.read(input.bucket(), input.key());
        if (context.setting("Extract").equals("true")) {
            extract(zip, bucket, key.isEmpty() ? "" : key + "/");
        } else {
            if (key.isEmpty()) {
                throw PipelineErrors.of("InvalidActionDeclaration", "ObjectKey is required unless Extract is true");
            }
            s3.put(bucket, key, zip);
        }
        ActionOutcome outcome = ActionOutcome.succeeded("Deployed to " + bucket, Map.of());
        return () -> outcome;
    }

    private void extract(byte[] bytes, String bucket, String prefix) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    String type = URLConnection.guessContentTypeFromName(entry.getName());
                    s3.put(
                            bucket,
                            prefix + entry.getName(),
                            new ByteArrayInputStream(zip.readAllBytes()),
                            ObjectMetadata.ofType(type == null ? "binary/octet-stream" : type));
                }
            }
        }
    }
}
