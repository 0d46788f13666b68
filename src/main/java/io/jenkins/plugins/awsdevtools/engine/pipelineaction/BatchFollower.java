package io.jenkins.plugins.awsdevtools.engine.pipelineaction;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchGroup;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BatchSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildPatience;
import io.jenkins.plugins.awsdevtools.engine.codebuild.BuildSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codebuild.CodeBuildApi;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionFollower;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.ActionSnapshot;
import io.jenkins.plugins.awsdevtools.engine.codepipeline.FollowedAction;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import io.jenkins.plugins.awsdevtools.engine.work.PatientWatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The logs of the builds of the batch behind a CodeBuild action with {@code BatchEnabled}, each with the identifier of its
 * group.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html">AWS CodeBuild
 *     build and test action reference</a>
 */
final class BatchFollower implements ActionFollower {

    @Override
    public boolean follows(ActionSnapshot action) {
        return BuildFollower.isBuild(action) && BuildFollower.isBatch(action);
    }

    @Override
    public Runnable follow(ActionSnapshot action, FollowedAction followed) {
        Builds builds = new Builds(followed);
        builds.watchBatch(action.externalId());
        return builds::stop;
    }

    /** The builds that the batch has begun so far. */
    private static final class Builds {

        private final FollowedAction followed;
        private final CodeBuildApi api;
        private final Map<String, PatientWatch<?>> watches = new HashMap<>();
        private final Set<String> seen = new HashSet<>();

        Builds(FollowedAction followed) {
            this.followed = followed;
            this.api = new CodeBuildApi(followed.context().clients(), followed.access());
        }

        void watchBatch(String id) {
            watch(id, api.batchStatusSource(), this::onBatch);
        }

        private void onBatch(BatchSnapshot batch) {
            for (BatchGroup group : batch.groups()) {
                if (group.buildId() != null && seen.add(group.buildId())) {
                    watch(group.buildId(), api.statusSource(), build -> onBuild(group.identifier(), build));
                }
            }
            if (batch.complete()) {
                end(batch.id());
            }
        }

        private void onBuild(String group, BuildSnapshot build) {
            if (build.log() != null) {
                followed.log(
                        new FollowedAction.Part(build.id(), group),
                        BuildFollower.log(build, followed),
                        BuildFollower.account(build),
                        build.complete());
            }
            if (build.complete()) {
                end(build.id());
            }
        }

        private <S> void watch(String id, StatusSource<String, S> source, Consumer<S> told) {
            watches.put(
                    id,
                    PatientWatch.of(
                            followed.context().watcher(),
                            source,
                            id,
                            BuildPatience.WATCH,
                            followed.serial(),
                            followed.context().timing(),
                            failure -> followed.translate(failure, source.operation()),
                            new Listener<>(id, told)));
        }

        private void end(String id) {
            PatientWatch<?> watch = watches.remove(id);
            if (watch != null) {
                watch.cancel();
                if (watches.isEmpty()) {
                    followed.ended();
                }
            }
        }

        void stop() {
            List.copyOf(watches.values()).forEach(PatientWatch::cancel);
            watches.clear();
        }

        private final class Listener<S> implements PatientWatch.Listener<S> {

            private final String id;
            private final Consumer<S> told;

            Listener(String id, Consumer<S> told) {
                this.id = id;
                this.told = told;
            }

            @Override
            public void onStatus(S status) {
                if (watches.containsKey(id)) {
                    told.accept(status);
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
                end(id);
            }
        }
    }
}
