package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * What an execution may come through: the stages of its version of the pipeline, in order.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-requirements.html">Pipeline definition
 *     reference</a>
 */
public record MirrorPlan(List<Stage> stages) {

    /** "The default runOrder value for an action is 1." (runOrder, "Action declaration") */
    private static final int FIRST = 1;

    /**
     * A stage.
     *
     * @param groups the names of its actions, those of the same run order together, lowest first
     */
    public record Stage(String name, List<List<String>> groups) {

        public Stage {
            groups = groups.stream().map(List::copyOf).toList();
        }
    }

    public MirrorPlan {
        stages = List.copyOf(stages);
    }

    static MirrorPlan of(PipelineDeclaration pipeline) {
        return new MirrorPlan(pipeline.stages().stream().map(MirrorPlan::stage).toList());
    }

    private static Stage stage(StageDeclaration stage) {
        Map<Integer, List<String>> groups = new TreeMap<>();
        for (ActionDeclaration action : stage.actions()) {
            int order = action.runOrder() == null ? FIRST : action.runOrder();
            groups.computeIfAbsent(order, key -> new ArrayList<>()).add(action.name());
        }
        return new Stage(stage.name(), List.copyOf(groups.values()));
    }

    /** Whether one stage comes after another. */
    boolean isAfter(String stage, String other) {
        return position(stage) > position(other);
    }

    private int position(String name) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
