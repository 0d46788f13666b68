package io.jenkins.plugins.awsdevtools.engine.watch;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A status API whose changes a queue of the identity that asks may tell. */
public interface AskedSource<K, S> extends StatusSource<K, S> {

    /** Who asks. */
    AwsAccess access();

    @Override
    default Optional<AwsAccess> caller() {
        return Optional.of(access());
    }

    /** What an answer tells, each thing under its id. */
    static <A, S> Map<String, S> byId(Collection<A> answer, Function<A, S> status, Function<S, String> id) {
        return answer.stream()
                .map(status)
                .collect(Collectors.toMap(id, Function.identity(), (first, second) -> second));
    }
}
