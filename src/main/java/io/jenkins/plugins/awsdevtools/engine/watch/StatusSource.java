package io.jenkins.plugins.awsdevtools.engine.watch;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A status API of AWS under one identity, such as BatchGetBuilds for one account and region.
 *
 * <p>Two sources that are {@link Object#equals equal} share their calls, so implementations are records of who asks and
 * what is asked.
 *
 * @param <K> names one thing to be read, for example a build id
 * @param <S> the status read, an immutable value
 */
public interface StatusSource<K, S> {

    /** The operation in IAM's spelling, for messages: {@code codebuild:BatchGetBuilds}. */
    String operation();

    /** How many things one call may name; AWS's own limit of the operation. */
    int batchSize();

    /**
     * Reads the status of the given things, at most {@link #batchSize} of them, in one call.
     *
     * @return the status of each; a thing that AWS does not know is absent. Fails with whatever the SDK threw.
     */
    CompletionStage<Map<K, S>> read(List<K> keys);

    /**
     * As {@link #read(List)}, for a source that need not ask again for what cannot have changed.
     *
     * @param before what was read of these things last, as far as it is known
     */
    default CompletionStage<Map<K, S>> read(List<K> keys, Map<K, S> before) {
        return read(keys);
    }

    /**
     * How long after a round the next one follows.
     *
     * @param usual as configured for everything
     */
    default Duration interval(Duration usual) {
        return usual;
    }

    /**
     * Whether something that an event named concerns a watched thing, which is then read at once.
     *
     * @param named of whatever type names it: often the key itself
     */
    default boolean concerns(K key, Object named) {
        return key.equals(named);
    }

    /** Who asks: while a queue of the same identity tells what changes, rounds may be far apart. Empty: never. */
    default Optional<AwsAccess> caller() {
        return Optional.empty();
    }
}
