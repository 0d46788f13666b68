package io.jenkins.plugins.awsdevtools.bundle;

import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import java.io.IOException;

/** Where one archive goes, and with whose credentials. Called on threads that may wait for AWS. */
public interface ArchivePlace {

    /** Begins an upload. */
    BundleUpload begin() throws IOException, InterruptedException;

    /** The upload of this id, with credentials that hold now. */
    BundleUpload resume(String uploadId) throws IOException, InterruptedException;
}
