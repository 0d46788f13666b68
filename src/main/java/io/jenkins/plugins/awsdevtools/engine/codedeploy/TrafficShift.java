package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codedeploy.model.DeploymentWaitType;

/**
 * The two moments at which a blue/green deployment waits to be told to go on: before traffic goes to what is new, and
 * before what is old is terminated. Used on one serial executor.
 */
final class TrafficShift {

    /** Calls ContinueDeployment. */
    interface Continuation {

        /**
         * @param onFailure told when AWS refused or did not answer for long, which has been said then
         * @param notWaiting run when the deployment does not wait in this way: not yet, or not any more
         */
        void proceed(DeploymentWaitType wait, Consumer<AwsFailure> onFailure, Runnable notWaiting);
    }

    private final DeploymentSettings settings;
    private final DeploymentKeeper keeper;
    private final DeploymentLog told;
    private final Continuation continuation;
    private final Consumer<String> state;
    private boolean goingOn;
    private boolean terminating;

    /** @param state takes what is waited for */
    TrafficShift(
            DeploymentSettings settings,
            DeploymentKeeper keeper,
            DeploymentLog told,
            Continuation continuation,
            Consumer<String> state) {
        this.settings = Objects.requireNonNull(settings);
        this.keeper = Objects.requireNonNull(keeper);
        this.told = Objects.requireNonNull(told);
        this.continuation = Objects.requireNonNull(continuation);
        this.state = Objects.requireNonNull(state);
    }

    /**
     * A deployment is ready: it goes on, or somebody is to say so.
     *
     * @param link its page in the AWS console
     */
    void onReady(String id, String link) {
        switch (settings.onReady()) {
            case CONTINUE -> goOn(id);
            case INPUT -> {
                state.accept(Texts.of("codedeploy.state.readyHere", id));
                told.once("ready", List.of(Texts.of("codedeploy.ready.here", id, settings.approvedAt())));
            }
            case WAIT -> {
                state.accept(Texts.of("codedeploy.state.readyThere", id));
                told.once("ready", List.of(Texts.of("codedeploy.ready.there", id, link)));
            }
        }
    }

    /** @param who says so, for the log */
    void approve(String id, String who) {
        keeper.log().say(Texts.of("codedeploy.ready.approved", id, who));
        goOn(id);
    }

    private void goOn(String id) {
        if (!goingOn) {
            goingOn = true;
            keeper.log().say(Texts.of("codedeploy.ready.continued", id));
            // Somebody may approve it again; without anybody, the next reading tries again what may pass by itself.
            continuation.proceed(
                    DeploymentWaitType.READY_WAIT,
                    failure -> goingOn = settings.onReady() != OnReady.INPUT && !failure.transientFault(),
                    () -> {});
        }
    }

    /** Lets what is old be terminated at once, if all traffic has gone and that is wanted. */
    void terminateOriginals(DeploymentSnapshot now, List<TargetSnapshot> targets) {
        boolean allGone = !targets.isEmpty()
                && targets.stream()
                        .filter(target -> !"BLUE".equalsIgnoreCase(target.label()))
                        .allMatch(TargetSnapshot::hasAllTraffic);
        if (settings.terminateOriginals() && now.blueGreen() && allGone && !terminating) {
            terminating = true;
            told.once("terminating", List.of(Texts.of("codedeploy.terminating", now.id())));
            // Until what is old has let its connections go, it does not wait yet: the next reading asks again.
            continuation.proceed(DeploymentWaitType.TERMINATION_WAIT, failure -> {}, () -> terminating = false);
        }
    }
}
