package io.jenkins.plugins.awsdevtools.engine.pipelineaction;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildPatience;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codebuild.CodeBuildApi;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionFollower;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedAction;
import io.jenkins.plugins.awsdevtools.engine.logs.CloudWatchLog;
import io.jenkins.plugins.awsdevtools.engine.logs.ReadBudget;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.work.PatientWatch;

/**
 * The log of the build behind a CodeBuild action. All builds of all executions are asked about in the same calls as those
 * of {@code codeBuild}.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html">AWS CodeBuild
 *     build and test action reference</a>
 */
final class BuildFollower implements ActionFollower {

    static boolean isBuild(ActionSnapshot action) {
        return action.provider().equals("CodeBuild");
    }

    /** Whether it runs a batch, whose id is not one of a build. */
    static boolean isBatch(ActionSnapshot action) {
        return Boolean.parseBoolean(action.configuration().get("BatchEnabled"));
    }

    static CloudWatchLog log(BuildSnapshot build, FollowedAction followed) {
        return new CloudWatchLog(
                followed.context().clients(), followed.access(), build.log().group(), build.log().stream());
    }

    static ReadBudget.Account account(BuildSnapshot build) {
        return new ReadBudget.Account(build.account(), build.region());
    }

    @Override
    public boolean follows(ActionSnapshot action) {
        return isBuild(action) && !isBatch(action);
    }

    @Override
    public Runnable follow(ActionSnapshot action, FollowedAction followed) {
        StatusSource<String, BuildSnapshot> source =
                new CodeBuildApi(followed.context().clients(), followed.access()).statusSource();
        Listener listener = new Listener(followed);
        listener.watch = PatientWatch.of(
                followed.context().watcher(),
                source,
                action.externalId(),
                BuildPatience.WATCH,
                followed.serial(),
                followed.context().timing(),
                failure -> followed.translate(failure, source.operation()),
                listener);
        return listener.watch::cancel;
    }

    private static final class Listener implements PatientWatch.Listener<BuildSnapshot> {

        private final FollowedAction followed;
        private PatientWatch<BuildSnapshot> watch;

        Listener(FollowedAction followed) {
            this.followed = followed;
        }

        @Override
        public void onStatus(BuildSnapshot build) {
            if (build.log() != null) {
                followed.log(FollowedAction.Part.WHOLE, log(build, followed), account(build), build.complete());
            }
            if (build.complete()) {
                watch.cancel();
                followed.ended();
            }
        }

        @Override
        public void onTrouble(AwsFailure reason) {
            followed.trouble(reason);
        }

        @Override
        public void onLoss(PatientWatch.Loss loss, AwsFailure refusal) {
            if (refusal != null) {
                followed.trouble(refusal);
            }
            followed.ended();
        }
    }
}
