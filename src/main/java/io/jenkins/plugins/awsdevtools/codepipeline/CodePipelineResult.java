package io.jenkins.plugins.awsdevtools.codepipeline;

import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionResult;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ExecutionSnapshot;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code codePipeline} returns to a Pipeline, which may read all of it in the sandbox. */
public final class CodePipelineResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String executionId;
    private final String status;
    private final String link;
    private final ArrayList<CodePipelineStage> stages = new ArrayList<>();
    private final LinkedHashMap<String, String> actions = new LinkedHashMap<>();
    private final HashMap<String, String> revisions;
    private final HashMap<String, HashMap<String, String>> outputVariables = new HashMap<>();

    CodePipelineResult(ExecutionResult result) {
        ExecutionSnapshot execution = result.execution();
        this.executionId = execution.id();
        this.status = execution.status();
        this.link = result.link();
        this.revisions = new HashMap<>(execution.revisions());
        execution.stages().forEach(stage -> stages.add(new CodePipelineStage(stage)));
        for (ActionSnapshot action : execution.latestActions()) {
            String name = action.stage() + "/" + action.name();
            actions.put(name, action.status());
            outputVariables.put(name, new HashMap<>(action.variables()));
        }
    }

    @Whitelisted
    public String getExecutionId() {
        return executionId;
    }

    /** {@code Succeeded}, {@code Failed}, {@code Stopped}, {@code Superseded} or, if nobody waited, {@code InProgress}. */
    @Whitelisted
    public String getStatus() {
        return status;
    }

    /** The execution's page in the AWS console. */
    @Whitelisted
    public String getLink() {
        return link;
    }

    /** The stages that the execution entered, in that order. */
    @Whitelisted
    public List<CodePipelineStage> getStages() {
        return stages;
    }

    /** The status of each action by {@code stage/action}, in the order they began. */
    @Whitelisted
    public Map<String, String> getActions() {
        return actions;
    }

    /** The revisions that source actions took, by action. */
    @Whitelisted
    public Map<String, String> getRevisions() {
        return revisions;
    }

    /** What actions put out, by {@code stage/action}, then by name. */
    @Whitelisted
    public Map<String, HashMap<String, String>> getOutputVariables() {
        return outputVariables;
    }
}
