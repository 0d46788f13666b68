package io.jenkins.plugins.awsdevtools.localaws.http;

import java.io.IOException;
import java.io.InputStream;

/** Answers requests. Called from many threads at once. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Answers one request. What it leaves of the body is read away; a connection without a whole answer is cut.
     *
     * @param body the body, which ends early with an {@link java.io.EOFException} when the client has gone
     * @throws IOException when the connection fails; it is closed then
     */
    void handle(RequestHead head, InputStream body, HttpReply reply) throws IOException;
}
