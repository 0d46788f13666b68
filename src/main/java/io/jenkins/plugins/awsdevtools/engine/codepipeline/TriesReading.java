package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionDetail;
import software.amazon.awssdk.services.codepipeline.model.ActionExecutionFilter;

/**
 * Reads the tries of actions that may have changed: the newest of all executions together, and those of each execution that
 * reaches further back by itself. An execution alone is listed without the tries of all others.
 */
final class TriesReading {

    private final CodePipelineAsyncClient client;
    private final String pipeline;
    private final Map<String, Instant> since;
    private final Map<String, List<ActionSnapshot>> found = new HashMap<>();

    /** @param since by execution: tries that began earlier are not needed */
    TriesReading(CodePipelineAsyncClient client, String pipeline, Map<String, Instant> since) {
        this.client = client;
        this.pipeline = pipeline;
        this.since = since;
    }

    /** The tries by execution, newest first. */
    CompletionStage<Map<String, List<ActionSnapshot>>> read() {
        CompletionStage<Void> read =
                since.size() == 1 ? execution(since.keySet().iterator().next(), null) : newest(null, 1);
        return read.thenApply(done -> found);
    }

    private CompletionStage<Void> newest(String token, int number) {
        return client.listActionExecutions(list -> list.pipelineName(pipeline)
                        .maxResults(ExecutionStatusSource.PAGE)
                        .nextToken(token))
                .thenCompose(page -> {
                    List<ActionExecutionDetail> details = page.actionExecutionDetails();
                    details.stream()
                            .filter(detail -> since.containsKey(detail.pipelineExecutionId()))
                            .forEach(this::add);
                    List<String> open = page.nextToken() == null
                            ? List.of()
                            : since.keySet().stream()
                                    .filter(id -> !reaches(details, since.get(id)))
                                    .toList();
                    if (open.isEmpty()) {
                        return CompletableFuture.completedFuture(null);
                    }
                    return number < ExecutionStatusSource.NEWEST_PAGES
                            ? newest(page.nextToken(), number + 1)
                            : each(open);
                });
    }

    private void add(ActionExecutionDetail detail) {
        found.computeIfAbsent(detail.pipelineExecutionId(), id -> new ArrayList<>())
                .add(ActionSnapshot.of(detail));
    }

    private static boolean reaches(List<ActionExecutionDetail> newestFirst, Instant moment) {
        return !newestFirst.isEmpty()
                && newestFirst.get(newestFirst.size() - 1).startTime().isBefore(moment);
    }

    private CompletionStage<Void> each(List<String> executions) {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (String id : executions) {
            all = all.thenCompose(done -> {
                found.remove(id);
                return execution(id, null);
            });
        }
        return all;
    }

    private CompletionStage<Void> execution(String id, String token) {
        return client.listActionExecutions(list -> list.pipelineName(pipeline)
                        .maxResults(ExecutionStatusSource.PAGE)
                        .nextToken(token)
                        .filter(ActionExecutionFilter.builder()
                                .pipelineExecutionId(id)
                                .build()))
                .thenCompose(page -> {
                    page.actionExecutionDetails().forEach(this::add);
                    return page.nextToken() == null || reaches(page.actionExecutionDetails(), since.get(id))
                            ? CompletableFuture.completedFuture(null)
                            : execution(id, page.nextToken());
                });
    }
}
