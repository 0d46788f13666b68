package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.Serializable;

/**
 * Work that is done where a disk is. It holds no key and no class of the SDK; what it needs from the one who signs it asks
 * through an interface.
 *
 * @param <R> what it leads to
 */
public interface TransferJob<R extends Serializable> extends Serializable {

    /**
     * Does the work, on a thread that may wait. An interrupt ends it.
     *
     * @param root a folder, such as the workspace
     */
    R run(java.nio.file.Path root) throws IOException, InterruptedException;
}
