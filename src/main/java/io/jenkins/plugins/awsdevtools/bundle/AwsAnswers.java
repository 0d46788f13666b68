package io.jenkins.plugins.awsdevtools.bundle;

import io.jenkins.plugins.awsdevtools.engine.client.AwsFailureException;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers of AWS that an agent waits for, on the thread of its channel. */
public final class AwsAnswers {

    /** An agent waits so long; the SDK has given up by then. */
    private static final long MINUTES = 5;

    private AwsAnswers() {}

    /**
     * Waits for the answer.
     *
     * @throws IOException with what AWS said as its cause, or with {@link TimeoutException} if it said nothing
     */
    public static <A> A await(CompletionStage<A> stage) throws IOException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException late) {
            throw new IOException(Messages.AwsAnswers_late(MINUTES), late);
        }
    }

    /** Whether an answer may come if AWS is asked again: it said nothing, throttled or was not reached. */
    static boolean mayCome(Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof AwsFailureException told
                        && told.failure() != null
                        && told.failure().transientFault();
    }
}
