package io.jenkins.plugins.awsdevtools.engine.multipart;

import java.util.List;

/**
 * What outlives the process of multipart uploads: those that are open and those that were asked for. What was told is kept
 * when a method returns. For many threads.
 */
public interface UploadJournal {

    /** An upload is about to be asked for; told before. */
    void asking(AskedUpload upload);

    /** An upload that was asked for is known not to be there, or was looked for. */
    void forget(AskedUpload upload);

    /** @param answered what was asked; null to keep it, for an earlier answer was lost */
    void opened(OpenUpload upload, AskedUpload answered);

    /** An upload was completed or aborted. */
    void closed(String id);

    List<OpenUpload> uploads();

    List<AskedUpload> asked();

    default boolean isOpen(String id) {
        return uploads().stream().anyMatch(upload -> upload.id().equals(id));
    }

    /** Whether S3 keeps no part that nobody needs. */
    default boolean isTidy() {
        return uploads().isEmpty() && asked().isEmpty();
    }
}
