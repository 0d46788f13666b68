package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The alias of a function, whose traffic goes from one version to another.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda">
 *     AppSpec 'hooks' section for an AWS Lambda deployment</a>
 */
final class LambdaAlias implements ShiftTarget {

    private static final double ALL = 100;

    private final Deployment deployment;
    private final JsonNode properties;

    LambdaAlias(Deployment deployment, JsonNode spec) {
        this.deployment = deployment;
        this.properties = ShiftTarget.properties(spec);
    }

    @Override
    public String type() {
        return "LambdaTarget";
    }

    @Override
    public String id() {
        return properties.path("Name").asText() + ":" + properties.path("Alias").asText();
    }

    @Override
    public List<String> events() {
        return List.of("BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic");
    }

    @Override
    public void show() {
        deployment.change(id(), body -> body.putObject("lambdaFunctionInfo")
                .put("functionName", properties.path("Name").asText())
                .put("functionAlias", properties.path("Alias").asText())
                .put("currentVersion", properties.path("CurrentVersion").asText())
                .put("targetVersion", properties.path("TargetVersion").asText())
                .put("targetVersionWeight", 0.0));
    }

    @Override
    public Diagnostics install() {
        return Diagnostics.SUCCESS; // both versions are there
    }

    @Override
    public void weigh(int percent) {
        deployment.change(
                id(), body -> ((ObjectNode) body.get("lambdaFunctionInfo")).put("targetVersionWeight", percent / ALL));
    }

    @Override
    public void adopt() {
        // The weight says it.
    }

    @Override
    public void undo() {
        weigh(0);
    }

    @Override
    public void terminate() {
        // Versions stay.
    }
}
