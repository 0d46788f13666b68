package io.jenkins.plugins.awsdevtools.engine.events;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * An event of EventBridge, reduced to what it is about. A hint and no more: it may come twice, late, or from a stranger.
 *
 * @param source such as {@code aws.codecommit}
 * @param time when it happened, to the second
 */
public record AwsEvent(String id, String account, String region, String source, Instant time, Subject subject) {

    public AwsEvent {
        Objects.requireNonNull(source);
        Objects.requireNonNull(subject);
    }

    /** What an event is about. */
    public sealed interface Subject {}

    /**
     * A branch was made, moved or deleted.
     *
     * @param commit the new head; empty if it was deleted
     * @param moved false if it was made or deleted
     */
    public record BranchChanged(String repository, String branch, String commit, boolean moved) implements Subject {}

    /** A tag was made, moved or deleted. */
    public record TagChanged(String repository, String tag) implements Subject {}

    /**
     * A pull request was made, changed, approved, commented on or closed.
     *
     * @param event such as {@code pullRequestSourceBranchUpdated}
     */
    public record PullRequestChanged(String id, List<String> repositories, String event) implements Subject {
        public PullRequestChanged {
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * A build began, ended, or went on to another phase.
     *
     * @param id with its project, as BatchGetBuilds takes it
     */
    public record BuildChanged(String id, String project) implements Subject {}

    /** A deployment, or one instance of it, changed. */
    public record DeploymentChanged(String id) implements Subject {}

    /**
     * An execution of a pipeline, a stage or an action of it changed.
     *
     * @param actionType of an action, {@code OWNER/CATEGORY/PROVIDER/VERSION}; empty for a pipeline or a stage
     */
    public record ExecutionChanged(String pipeline, String execution, String actionType) implements Subject {

        /** Of a pipeline or a stage. */
        public ExecutionChanged(String pipeline, String execution) {
            this(pipeline, execution, "");
        }
    }

    /**
     * A deployment of an ECS service, the service or one of its tasks changed.
     *
     * @param cluster empty if the event does not tell it
     */
    public record ServiceChanged(String cluster, String service) implements Subject {}

    /** Something that nobody here follows. */
    public record Other() implements Subject {}
}
