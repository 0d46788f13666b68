package io.jenkins.plugins.awsdevtools.engine.logs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A remote log that can be read from a token on. */
public interface LogSource {

    /**
     * Reads a page.
     *
     * @param token of the page before; empty for the beginning
     * @return the page; empty while the log does not exist (yet). Fails with whatever the SDK threw.
     */
    CompletionStage<Optional<LogPage>> read(Optional<String> token);

    /**
     * Reads the newest messages in order.
     *
     * @param count at most this many, from 1 to 10,000
     * @return the messages; none if the log does not exist
     */
    CompletionStage<List<String>> last(int count);
}
