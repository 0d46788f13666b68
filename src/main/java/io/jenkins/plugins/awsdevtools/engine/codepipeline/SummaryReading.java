package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.codepipeline.CodePipelineAsyncClient;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecution;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.SourceRevision;

/**
 * Finds the summaries of some executions of a pipeline: on the newest pages of the list; those that are further back and ran
 * when they were read before, by GetPipelineExecution; the others, on further pages, which happens once for each: when it is
 * read first, and when it has ended.
 */
final class SummaryReading {

    private final CodePipelineAsyncClient client;
    private final String pipeline;
    private final Map<String, ExecutionSnapshot> before;
    private final Map<String, PipelineExecutionSummary> found = new LinkedHashMap<>();

    SummaryReading(CodePipelineAsyncClient client, String pipeline, Map<String, ExecutionSnapshot> before) {
        this.client = client;
        this.pipeline = pipeline;
        this.before = before;
    }

    /** The summaries by id; those of executions that do not exist are missing. */
    CompletionStage<Map<String, PipelineExecutionSummary>> read(List<String> ids) {
        return page(new HashSet<>(ids), null, 1);
    }

    private CompletionStage<Map<String, PipelineExecutionSummary>> page(Set<String> wanted, String token, int number) {
        return client.listPipelineExecutions(list -> list.pipelineName(pipeline)
                        .maxResults(ExecutionStatusSource.PAGE)
                        .nextToken(token))
                .thenCompose(page -> {
                    page.pipelineExecutionSummaries().stream()
                            .filter(summary -> wanted.contains(summary.pipelineExecutionId()))
                            .forEach(summary -> found.put(summary.pipelineExecutionId(), summary));
                    if (page.nextToken() == null || found.size() == wanted.size()) {
                        return CompletableFuture.completedFuture(found);
                    }
                    CompletionStage<Void> asked = number == ExecutionStatusSource.NEWEST_PAGES
                            ? each(wanted)
                            : CompletableFuture.completedFuture(null);
                    return asked.thenCompose(done -> found.size() == wanted.size()
                            ? CompletableFuture.completedFuture(found)
                            : page(wanted, page.nextToken(), number + 1));
                });
    }

    /** Asks for those that are missing one after the other. */
    private CompletionStage<Void> each(Set<String> wanted) {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (String id : wanted) {
            if (!found.containsKey(id)
                    && before.containsKey(id)
                    && !before.get(id).ended()) {
                all = all.thenCompose(done -> ask(before.get(id)));
            }
        }
        return all;
    }

    private CompletionStage<Void> ask(ExecutionSnapshot known) {
        return client.getPipelineExecution(get -> get.pipelineName(pipeline).pipelineExecutionId(known.id()))
                .thenAccept(answer -> {
                    PipelineExecution now = answer.pipelineExecution();
                    if (!ExecutionSnapshot.isEnd(now.statusAsString())) {
                        found.put(known.id(), summary(known, now));
                    }
                });
    }

    /** GetPipelineExecution tells no times; those of an execution that runs are of no use but for its start. */
    private static PipelineExecutionSummary summary(ExecutionSnapshot known, PipelineExecution now) {
        return PipelineExecutionSummary.builder()
                .pipelineExecutionId(known.id())
                .status(now.statusAsString())
                .statusSummary(now.statusSummary())
                .startTime(known.started())
                .lastUpdateTime(known.changed())
                .sourceRevisions(known.revisions().entrySet().stream()
                        .map(revision -> SourceRevision.builder()
                                .actionName(revision.getKey())
                                .revisionId(revision.getValue())
                                .build())
                        .toList())
                .build();
    }
}
