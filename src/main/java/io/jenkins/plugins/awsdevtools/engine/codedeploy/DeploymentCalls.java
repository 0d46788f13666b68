package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailure;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Makes calls of a run: patiently, and with their answers in order on its serial executor; none after it has ended. */
interface DeploymentCalls {

    /**
     * Makes a call.
     *
     * @param operation in IAM's spelling
     * @param handler gets the answer, or why there is none
     */
    <A> void make(
            Supplier<? extends CompletionStage<A>> call, String operation, BiConsumer<? super A, AwsFailure> handler);
}
