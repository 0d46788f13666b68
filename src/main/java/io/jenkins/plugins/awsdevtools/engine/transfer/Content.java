package io.jenkins.plugins.awsdevtools.engine.transfer;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once, such as those of a file. Safe for use by many threads. */
public interface Content {

    /** What it is, for messages. */
    String name();

    /** How many bytes there are now. */
    long size() throws IOException;

    /** The bytes from a place on. The caller closes the stream. */
    InputStream open(long from) throws IOException;

    /**
     * Whether reading from a place on costs reading all before it, as with a compressed entry of an archive. Such a content
     * is best read by one thread from its beginning to its end.
     */
    default boolean isSequential() {
        return false;
    }
}
