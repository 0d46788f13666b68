package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The targets of one deployment, read again and again: those that have ended are not asked about again, and their list only
 * when there may be more of them. Used on one serial executor, one reading at a time.
 */
final class TargetReader {

    private final CodeDeployApi api;
    private final String deploymentId;
    private final Map<String, TargetSnapshot> known = new LinkedHashMap<>();
    private List<String> ids = List.of();
    private long listedFor = -1;

    TargetReader(CodeDeployApi api, String deploymentId) {
        this.api = api;
        this.deploymentId = deploymentId;
    }

    /** @return what was read; hand it to {@link #take} */
    CompletionStage<Reading> read(DeploymentSnapshot deployment) {
        boolean listed = listedFor == deployment.targets().all()
                && !ids.isEmpty()
                && !deployment.status().isEnd();
        CompletionStage<List<String>> list =
                listed ? CompletableFuture.completedFuture(ids) : api.targetIds(deploymentId);
        Map<String, TargetSnapshot> ended = new LinkedHashMap<>(known);
        ended.values().removeIf(target -> !target.hasEnded());
        return list.thenCompose(all -> {
            List<String> open = new ArrayList<>(all);
            open.removeIf(ended::containsKey);
            return api.targets(deploymentId, open)
                    .thenApply(read -> new Reading(all, deployment.targets().all(), read));
        });
    }

    /** What one reading brought. */
    record Reading(List<String> ids, long listedFor, List<TargetSnapshot> targets) {}

    List<TargetSnapshot> take(Reading reading) {
        ids = reading.ids();
        listedFor = reading.listedFor();
        reading.targets().forEach(target -> known.put(target.id(), target));
        return targets();
    }

    /** As they were read last, in AWS's order. */
    List<TargetSnapshot> targets() {
        return ids.stream().map(known::get).filter(java.util.Objects::nonNull).toList();
    }
}
