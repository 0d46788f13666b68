package io.jenkins.plugins.awsdevtools.engine.codebuild;

import io.jenkins.plugins.awsdevtools.engine.logs.LogText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a batch ended.
 *
 * @param builds the current builds of the groups, by id
 * @param lastLines the end of the logs of groups that failed, by group
 */
public record BatchResult(BatchSnapshot batch, Map<String, BuildSnapshot> builds, Map<String, List<String>> lastLines) {

    public BatchResult {
        builds = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(builds));
        lastLines = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lastLines));
    }

    public boolean succeeded() {
        return batch.status() == BuildStatus.SUCCEEDED;
    }

    /** In a few lines: which groups failed, why, and the end of their logs. */
    public String failureText() {
        return LogText.cleanText(BatchTexts.failure(this));
    }

    /** The reports of the batch and of its builds, each once. */
    public List<String> reportArns() {
        List<String> arns = new ArrayList<>(batch.reportArns());
        builds.values().forEach(build -> build.reportArns().stream()
                .filter(arn -> !arns.contains(arn))
                .forEach(arns::add));
        return List.copyOf(arns);
    }

    /** The artifacts of the batch if they are combined, else those of its builds, by the order of the groups. */
    public List<BuildArtifact> artifacts() {
        if (!batch.artifacts().isEmpty()) {
            return batch.artifacts();
        }
        List<BuildArtifact> all = new ArrayList<>();
        for (BatchGroup group : batch.groups()) {
            BuildSnapshot build = group.buildId() == null ? null : builds.get(group.buildId());
            if (build != null) {
                build.artifacts().forEach(artifact -> all.add(artifact.in(group.identifier())));
            }
        }
        return List.copyOf(all);
    }
}
