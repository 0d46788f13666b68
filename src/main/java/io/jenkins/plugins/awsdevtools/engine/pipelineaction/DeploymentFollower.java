package io.jenkins.plugins.awsdevtools.engine.pipelineaction;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.codedeploy.DeploymentEvents;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionFollower;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedAction;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lifecycle events of the deployment behind a CodeDeploy action.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeDeploy.html">AWS CodeDeploy
 *     deploy action reference</a>
 */
final class DeploymentFollower implements ActionFollower {

    private static final Set<String> PROVIDERS = Set.of("CodeDeploy", "CodeDeployToECS");

    @Override
    public boolean follows(ActionSnapshot action) {
        return PROVIDERS.contains(action.provider());
    }

    @Override
    public Runnable follow(ActionSnapshot action, FollowedAction followed) {
        return DeploymentEvents.follow(
                followed.context(),
                followed.access(),
                followed.serial(),
                action.externalId(),
                new DeploymentEvents.Listener() {

                    @Override
                    public Map<String, String> told() {
                        return followed.told();
                    }

                    @Override
                    public void onEvents(Map<String, String> nowTold, List<String> lines) {
                        followed.tell(nowTold, lines);
                    }

                    @Override
                    public void onTrouble(AwsFailure reason) {
                        followed.trouble(reason);
                    }

                    @Override
                    public void onEnd() {
                        followed.ended();
                    }
                })::stop;
    }
}
