package io.jenkins.plugins.awsdevtools.transfer;

/** A job under way, as the other side sees it. */
public interface JobHandle {

    /** Ends it; {@link JobEnd} is told when it has ended. */
    void cancel();
}
