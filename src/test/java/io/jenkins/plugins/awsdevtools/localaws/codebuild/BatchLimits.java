package io.jenkins.plugins.awsdevtools.localaws.codebuild;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the batch configuration allows. Numbers out of range are refused at once; a batch that wants more than it is allowed
 * is started and fails ("Batch configuration", Create a build project, AWS CodeBuild User Guide).
 *
 * @param mostBuilds 0 for no limit
 * @param computeTypes empty for all
 * @param timeout of the whole batch
 * @see <a href="https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchRestrictions.html">BatchRestrictions</a>
 */
record BatchLimits(int mostBuilds, List<String> computeTypes, Duration timeout) {

    /** A build's own longest timeout, which holds for batches too: 36 hours (Quotas for AWS CodeBuild). */
    private static final int LONGEST_MINUTES = 2160;

    private static final int SHORTEST_MINUTES = 5;

    /** The batch wants more than it is allowed. */
    static final class Exceeded extends Exception {

        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message);
        }
    }

    /** @param config {@code ProjectBuildBatchConfig} */
    static BatchLimits of(JsonNode config) {
        int minutes = config.path("timeoutInMins").asInt(LONGEST_MINUTES);
        if (minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES) {
            throw StartRequest.invalid(
                    "Invalid timeout: timeoutInMins must be between " + SHORTEST_MINUTES + " and " + LONGEST_MINUTES);
        }
        JsonNode restrictions = config.path("restrictions");
        int most = restrictions.path("maximumBuildsAllowed").asInt(0);
        if (restrictions.has("maximumBuildsAllowed") && most < 1) {
            throw StartRequest.invalid("Invalid restrictions: maximumBuildsAllowed must be greater than 0");
        }
        List<String> types = new ArrayList<>();
        restrictions.path("computeTypesAllowed").forEach(type -> types.add(type.asText()));
        return new BatchLimits(most, types, Duration.ofMinutes(minutes));
    }

    /** @param environment of the project, which tasks have unless they say otherwise */
    void check(List<Batchspec.Task> tasks, JsonNode environment) throws Exceeded {
        if (mostBuilds > 0 && tasks.size() > mostBuilds) {
            throw new Exceeded(
                    "The batch has " + tasks.size() + " builds; the maximum builds allowed is " + mostBuilds);
        }
        for (Batchspec.Task task : tasks) {
            String type = task.overrides()
                    .path("computeTypeOverride")
                    .asText(environment.path("computeType").asText());
            if (!computeTypes.isEmpty() && !computeTypes.contains(type)) {
                throw new Exceeded("The compute type " + type + " of " + task.identifier() + " is not allowed");
            }
        }
    }
}
