package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.awsdevtools.engine.logs.LogPosition;
import io.jenkins.plugins.awsdevtools.engine.work.WorkRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

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
 * @param registering whether RegisterTaskDefinition may have been called; kept so that the revision is looked for first
 * @param taskDefinition the revision that was registered for this deployment; kept so that another is never registered
 * @param previousTaskDefinition what the service ran before, empty if nobody may know; kept because the service does not
 *     tell it afterwards
 */
public record DeploymentRecord(
        @JsonProperty("marker") String marker,
        @JsonProperty("requested") Instant requested,
        @JsonProperty("deploymentId") String deploymentId,
        @JsonProperty("aborting") boolean aborting,
        @JsonProperty("log") LogPosition log,
        @JsonProperty("told") Map<String, String> told,
        @JsonProperty("page") List<String> page,
        @JsonProperty("pageNumber") int pageNumber,
        @JsonProperty("registering") boolean registering,
        @JsonProperty("taskDefinition") String taskDefinition,
        @JsonProperty("previousTaskDefinition") String previousTaskDefinition)
        implements WorkRecord<DeploymentRecord> {

    public DeploymentRecord {
        Objects.requireNonNull(marker);
        Objects.requireNonNull(requested);
        told = told == null ? Map.of() : Map.copyOf(told);
        page = page == null ? List.of() : List.copyOf(page);
    }

    static DeploymentRecord fresh(String marker, Instant now) {
        return new DeploymentRecord(marker, now, null, false, null, Map.of(), List.of(), 0, false, null, null);
    }

    @Override
    public String remoteId() {
        return deploymentId;
    }

    @Override
    public DeploymentRecord withRemoteId(String id) {
        return with(change -> change.deploymentId = id);
    }

    @Override
    public DeploymentRecord withAborting() {
        return with(change -> change.aborting = true);
    }

    @Override
    public DeploymentRecord withLog(LogPosition position) {
        return with(change -> change.log = position);
    }

    /** With the page that is printed next and what it tells. */
    DeploymentRecord withPage(Map<String, String> nowTold, List<String> lines) {
        return with(change -> {
            change.told = nowTold;
            change.page = lines;
            change.pageNumber = lines.isEmpty() ? pageNumber : pageNumber + 1;
        });
    }

    /** Asked for again now: what was waited for is over. */
    DeploymentRecord requestedAt(Instant now) {
        return with(change -> change.requested = now);
    }

    DeploymentRecord withRegistering() {
        return with(change -> change.registering = true);
    }

    DeploymentRecord withTaskDefinition(String arn) {
        return with(change -> change.taskDefinition = arn);
    }

    DeploymentRecord withPreviousTaskDefinition(String arn) {
        return with(change -> change.previousTaskDefinition = arn);
    }

    private DeploymentRecord with(Consumer<Change> what) {
        Change change = new Change(this);
        what.accept(change);
        return change.done();
    }

    /** The fields of a record while the next one is made. */
    private static final class Change {
        private final String marker;
        private Instant requested;
        private String deploymentId;
        private boolean aborting;
        private LogPosition log;
        private Map<String, String> told;
        private List<String> page;
        private int pageNumber;
        private boolean registering;
        private String taskDefinition;
        private String previousTaskDefinition;

        Change(DeploymentRecord from) {
            marker = from.marker;
            requested = from.requested;
            deploymentId = from.deploymentId;
            aborting = from.aborting;
            log = from.log;
            told = from.told;
            page = from.page;
            pageNumber = from.pageNumber;
            registering = from.registering;
            taskDefinition = from.taskDefinition;
            previousTaskDefinition = from.previousTaskDefinition;
        }

        DeploymentRecord done() {
            return new DeploymentRecord(
                    marker,
                    requested,
                    deploymentId,
                    aborting,
                    log,
                    told,
                    page,
                    pageNumber,
                    registering,
                    taskDefinition,
                    previousTaskDefinition);
        }
    }
}
