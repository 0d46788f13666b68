package io.jenkins.plugins.awsdevtools.s3;

import io.jenkins.plugins.awsdevtools.engine.sync.SyncOutcome;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code s3Deploy} and {@code s3Fetch} return to a Pipeline, which may read all of it in the sandbox. */
public final class S3TransferResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long files;
    private final long bytes;
    private final long unchanged;
    private final long deleted;
    private final String url;
    private final String website;

    S3TransferResult(SyncOutcome outcome, String url, String website) {
        this.files = outcome.files();
        this.bytes = outcome.bytes();
        this.unchanged = outcome.unchanged();
        this.deleted = outcome.deleted();
        this.url = url;
        this.website = website;
    }

    /** How many files were sent or received. */
    @Whitelisted
    public long getFiles() {
        return files;
    }

    @Whitelisted
    public long getBytes() {
        return bytes;
    }

    @Whitelisted
    public long getUnchanged() {
        return unchanged;
    }

    @Whitelisted
    public long getDeleted() {
        return deleted;
    }

    /** {@code s3://bucket/prefix/}. */
    @Whitelisted
    public String getUrl() {
        return url;
    }

    /** The address of the website; null if the deployment was none, or where it is served is not known. */
    @Whitelisted
    public String getWebsite() {
        return website;
    }
}
