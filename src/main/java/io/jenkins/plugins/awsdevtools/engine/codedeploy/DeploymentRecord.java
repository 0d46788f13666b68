package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is kept of a deployment across restarts.
 *
 * @param marker stands in the description. Kept because it is all that finds a deployment whose creation was not answered.
 * @param requested when the first try was made; kept because it bounds the search
 * @param deploymentId null until CodeDeploy has answered; kept to follow the deployment
 * @param aborting whether it is to be stopped as soon as it is known; kept so that an abort is finished after a restart
 * @param log how far the log was printed; its token is the number of the page printed last
 * @param told how each target's events stood when they were told last, and what else was said once; kept so that nothing
 *     is told twice
 * @param page the lines being printed; kept because what they tell cannot be asked for again once more has happened
 * @param pageNumber of {@code page}; kept to know, by the token of {@code log}, whether it was printed to its end
 */
public record DeploymentRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("requested") Instant requested,
        @JsonProperty("deploymentId") String deploymentId,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("log") LogPosition log,
        @JsonProperty("told") Map<String, String> told,
        @JsonProperty("page") List<String> page,
        @JsonProperty("pageNumber") int pageNumber)
        implements WorkRecord<DeploymentRecord> {

    public DeploymentRecord {
        Objects.requireNonNull(marker);
        Objects.requireNonNull(requested);
        told = told == null ? Map.of() : Map.copyOf(told);
        page = page == null ? List.of() : List.copyOf(page);
    }

    static DeploymentRecord fresh(String marker, Instant now) {
        return new DeploymentRecord(marker, now, null, false, null, Map.of(), List.of(), 0);
    }

    @Override
    public String remoteId() {
        return deploymentId;
    }

    @Override
    public DeploymentRecord withRemoteId(String id) {
        return new DeploymentRecord(marker, requested, id, aborting, log, told, page, pageNumber);
    }

    @Override
    public DeploymentRecord withAborting() {
        return new DeploymentRecord(marker, requested, deploymentId, true, log, told, page, pageNumber);
    }

    @Override
    public DeploymentRecord withLog(LogPosition position) {
        return new DeploymentRecord(marker, requested, deploymentId, aborting, position, told, page, pageNumber);
    }

    /** With the page that is printed next and what it tells. */
    DeploymentRecord withPage(Map<String, String> nowTold, List<String> lines) {
        return new DeploymentRecord(
                marker,
                requested,
                deploymentId,
                aborting,
                log,
                nowTold,
                lines,
                lines.isEmpty() ? pageNumber : pageNumber + 1);
    }

    /** Asked for again now: what was waited for is over. */
    DeploymentRecord requestedAt(Instant now) {
        return new DeploymentRecord(marker, now, deploymentId, aborting, log, told, page, pageNumber);
    }
}
