package io.jenkins.plugins.awsdevtools.engine.logs;

import java.util.List;
import java.util.Objects;

/**
 * One answer of GetLogEvents.
 *
 * @param messages the events' messages in order, as AWS gives them
 * @param nextToken reads what follows; equal to the token asked with at the end of what there is now
 */
public record LogPage(List<String> messages, String nextToken) {

    public LogPage {
        messages = List.copyOf(messages);
        Objects.requireNonNull(nextToken, "nextToken");
    }
}
