package io.jenkins.plugins.awsdevtools.bundle;

import io.jenkins.plugins.awsdevtools.engine.bundlestore.BundleUpload;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.LeftUploads;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.SendJournal;
import io.jenkins.plugins.awsdevtools.engine.bundlestore.StoredBundle;
import io.jenkins.plugins.awsdevtools.engine.multipart.OpenUpload;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where an archive goes, and with whose credentials. Called on threads that may wait for AWS; what AWS refuses is the cause
 * of the exception.
 */
public interface ArchivePlace {

    /** The same files, if they are there already. */
    Optional<StoredBundle> find(String digest) throws IOException, InterruptedException;

    /** Begins an upload. @param journal in which it is known before it is asked for */
    BundleUpload begin(String digest, SendJournal journal) throws IOException, InterruptedException;

    /** An upload that was begun, with credentials that hold now. */
    BundleUpload resume(OpenUpload upload, SendJournal journal) throws IOException, InterruptedException;

    /** What a journal knows of uploads that nobody needs any more. Does not wait. */
    CompletionStage<LeftUploads> left(SendJournal journal);
}
