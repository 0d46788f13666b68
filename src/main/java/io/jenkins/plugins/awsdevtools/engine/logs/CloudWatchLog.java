package io.jenkins.plugins.awsdevtools.engine.logs;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** A log stream of CloudWatch Logs, read with GetLogEvents. */
public record CloudWatchLog(AwsClients clients, AwsAccess access, String group, String stream) implements LogSource {

    @Override
    public CompletionStage<Optional<LogPage>> read(Optional<String> token) {
        return clients.logs(access)
                .getLogEvents(request -> request.logGroupName(group)
                        .logStreamName(stream)
                        .startFromHead(true)
                        .nextToken(token.orElse(null)))
                .thenApply(answer -> Optional.of(new LogPage(messages(answer), answer.nextForwardToken())))
                .exceptionallyCompose(failure -> notFound(failure)
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    @Override
    public CompletionStage<List<String>> last(int count) {
        return clients.logs(access)
                .getLogEvents(request -> request.logGroupName(group)
                        .logStreamName(stream)
                        .startFromHead(false)
                        .limit(count))
                .thenApply(CloudWatchLog::messages)
                .exceptionallyCompose(failure -> notFound(failure)
                        ? CompletableFuture.completedFuture(List.of())
                        : CompletableFuture.failedFuture(failure));
    }

    /** The last lines of the log, at most as many as asked for, safe to print. */
    public CompletionStage<List<String>> lastLines(int count) {
        return last(count).thenApply(messages -> {
            List<String> lines = LogText.lines(messages);
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        });
    }

    private static List<String> messages(GetLogEventsResponse answer) {
        return answer.events().stream().map(OutputLogEvent::message).toList();
    }

    private static boolean notFound(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ResourceNotFoundException;
    }
}
