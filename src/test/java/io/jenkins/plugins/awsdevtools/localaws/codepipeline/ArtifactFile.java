package io.jenkins.plugins.awsdevtools.localaws.codepipeline;

import io.jenkins.plugins.awsdevtools.localaws.s3.S3Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A text file of an artifact, which is a zip. */
final class ArtifactFile {

    private ArtifactFile() {}

    /** @throws io.jenkins.plugins.awsdevtools.localaws.AwsError {@code ConfigurationError} if it is not there */
    static String read(S3Store s3, Artifact artifact, String path) throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(s3.read(artifact.bucket(), artifact.key())))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(path)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw PipelineErrors.configuration("Did not find the file " + path
                + " in the input artifacts ZIP file. Verify the file is stored in your pipeline's Amazon S3 artifact"
                + " bucket: " + artifact.bucket() + " key: " + artifact.key());
    }
}
