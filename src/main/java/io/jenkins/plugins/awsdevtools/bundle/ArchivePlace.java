package io.jenkins.plugins.awsdevtools.bundle;

import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where an archive goes, and with whose credentials. Called on threads that may wait for AWS; what AWS refuses is the cause
 * of the exception.
 */
public interface ArchivePlace {

    /** The same files, if they are there already. */
    Optional<StoredBundle> find(String digest) throws IOException, InterruptedException;

    /** Begins an upload. @param log what is to be said of earlier attempts, maybe later */
    BundleUpload begin(String digest, Consumer<String> log) throws IOException, InterruptedException;

    /** An upload that was begun, with credentials that hold now. */
    BundleUpload resume(String key, String uploadId) throws IOException, InterruptedException;
}
