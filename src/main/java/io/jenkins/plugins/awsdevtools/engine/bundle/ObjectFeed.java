package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.util.List;

/** Who an {@link ObjectFetcher} talks to, on the other side of a wire: it has the credentials, the fetcher has the disk. */
public interface ObjectFeed {

    /** Some more objects to get; none when there are no more. */
    List<ObjectRequest> next() throws IOException, InterruptedException;

    /** The request for one of those objects, signed anew. Called by several threads at once. */
    SignedRequest sign(String name) throws IOException, InterruptedException;

    /** So much was fetched up to now. Told every few seconds. */
    void onProgress(long files, long bytes);

    /**
     * All is in its place. Nothing more is told.
     *
     * @param paths of the files and links below the workspace
     */
    void onDone(List<String> paths, long bytes);

    /**
     * It failed, and the workspace is as it was. Nothing more is told.
     *
     * @param refused whether what was fetched is at fault, so that trying again does not help
     */
    void onFailed(String message, boolean refused);
}
