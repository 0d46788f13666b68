package io.jenkins.plugins.awsdevtools.engine.bundle;

import io.jenkins.plugins.awsdevtools.engine.transfer.SignedRequest;
import java.io.IOException;
import java.util.List;

/**
 * Who a {@link BundleSender} talks to, on the other side of a wire: it has the credentials, the sender has the files.
 * Every argument is a small value.
 */
public interface BundleReceiver {

    /**
     * What was found, told once.
     *
     * @param files how many files there are
     * @param bytes their size
     * @return whether a bundle with this digest is there already, so that nothing has to be sent
     */
    boolean isThere(String digest, int files, long bytes) throws IOException, InterruptedException;

    /**
     * Requests for parts, which hold for some minutes.
     *
     * @param first number of the first part, from 1
     */
    List<SignedRequest> sign(int first, int count) throws IOException, InterruptedException;

    /** So much was sent up to now. Told every few seconds. */
    void onProgress(long bytes);

    /**
     * All parts were sent. Nothing more is told.
     *
     * @param etags of the parts in their order
     */
    void onSent(List<String> etags, long bytes);

    /** The bundle was there already. Nothing more is told. */
    void onUnchanged();

    /**
     * It failed. Nothing more is told.
     *
     * @param refused whether the files are at fault, so that trying again does not help
     */
    void onFailed(String message, boolean refused);
}
