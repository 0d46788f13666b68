package io.jenkins.plugins.awsdevtools.codebuild;

import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchGroup;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchResult;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSnapshot;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code codeBuildBatch} returns to a Pipeline, which may read all of it in the sandbox. */
public final class CodeBuildBatchResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final String arn;
    private final long number;
    private final String status;
    private final LinkedHashMap<String, Group> groups = new LinkedHashMap<>();

    CodeBuildBatchResult(BatchResult result) {
        this.id = result.batch().id();
        this.arn = result.batch().arn();
        this.number = result.batch().number();
        this.status = result.batch().status().name();
        for (BatchGroup group : result.batch().groups()) {
            BuildSnapshot build = result.builds().get(group.buildId());
            groups.put(group.identifier(), new Group(group, build));
        }
    }

    /** {@code project:uuid}. */
    @Whitelisted
    public String getId() {
        return id;
    }

    @Whitelisted
    public String getArn() {
        return arn;
    }

    /** The batch's number in its project. */
    @Whitelisted
    public long getNumber() {
        return number;
    }

    /** {@code SUCCEEDED}, {@code FAILED}, {@code FAULT}, {@code TIMED_OUT} or {@code STOPPED}. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** The groups by identifier. */
    @Whitelisted
    public Map<String, Group> getGroups() {
        return groups;
    }

    /** A group of the batch. */
    public static final class Group implements Serializable {

        private static final long serialVersionUID = 1L;

        private final String status;
        private final int attempts;
        private final CodeBuildResult build;

        Group(BatchGroup group, BuildSnapshot build) {
            this.status = group.status() == null ? "NOT_RUN" : group.status().name();
            this.attempts = group.attempts();
            this.build = build == null ? null : new CodeBuildResult(build);
        }

        /** The status of its build, or {@code NOT_RUN}. */
        @Whitelisted
        public String getStatus() {
            return status;
        }

        /** How many builds it had. */
        @Whitelisted
        public int getAttempts() {
            return attempts;
        }

        /** Its build, as {@code codeBuild} returns one; null if it was not run. */
        @Whitelisted
        public CodeBuildResult getBuild() {
            return build;
        }
    }
}
