package io.jenkins.plugins.awsdevtools.engine.codepipeline;

import static io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedPipeline.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A pipeline as large as AWS allows, or smaller: sources in the first stage, copies to S3 in the others.
 *
 * @param stages 2 to 50
 * @param actions of each stage, 1 to 50
 */
public record LargestPipeline(int stages, int actions) {

    /** "Number of stages in a pipeline: maximum of 50", "Number of actions in a stage: maximum of 50". */
    public static final LargestPipeline ALLOWED = new LargestPipeline(50, 50);

    public int tries() {
        return stages * actions;
    }

    public List<String> stageNames() {
        return IntStream.range(0, stages).mapToObj("Stage-%02d"::formatted).toList();
    }

    public List<String> actionNames() {
        return IntStream.range(0, actions).mapToObj("Action-%02d"::formatted).toList();
    }

    /** @param last becomes of the last action of each stage but the first */
    public String[] structure(UnaryOperator<String> last) {
        List<String> structure = new ArrayList<>();
        for (String name : stageNames()) {
            List<String> declared = new ArrayList<>(actionNames().stream()
                    .map(structure.isEmpty() ? LargestPipeline::source : LargestPipeline::copy)
                    .toList());
            if (!structure.isEmpty()) {
                declared.set(actions - 1, last.apply(declared.get(actions - 1)));
            }
            structure.add(stage(name, declared.toArray(String[]::new)));
        }
        return structure.toArray(String[]::new);
    }

    private static String source(String action) {
        return """
            {"name": "%2$s",
             "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"},
             "configuration": {"RepositoryName": "%1$s", "BranchName": "main"},
             "outputArtifacts": [{"name": "Code-%2$s"}]}\
            """.replace("%2$s", action);
    }

    private static String copy(String action) {
        return """
            {"name": "%2$s",
             "actionTypeId": {"category": "Deploy", "owner": "AWS", "provider": "S3", "version": "1"},
             "configuration": {"BucketName": "%1$s", "Extract": "false", "ObjectKey": "%2$s.zip"},
             "inputArtifacts": [{"name": "Code-Action-00"}]}\
            """.replace("%2$s", action);
    }
}
