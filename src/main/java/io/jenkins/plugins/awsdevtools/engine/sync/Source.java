package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.transfer.Content;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The files that are synced, in a folder or an archive. */
interface Source extends Closeable {

    /**
     * The files that take part and may be published, in the order of a listing.
     *
     * @param leftOut told all links that lead to no file of the source, also those that take no part: what is below them
     *     may
     */
    List<LocalFile> files(FileChoice choice, Consumer<String> leftOut) throws IOException;

    Content content(LocalFile file);

    /** Whether a file is still as it was listed. */
    boolean isSame(LocalFile file) throws IOException;

    @Override
    default void close() throws IOException {
        // a folder holds nothing open
    }
}
