package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.StatusSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Invalidations of one distribution by id, through GetInvalidation, which reads one at a time. */
record InvalidationSource(AwsClients clients, AwsAccess access, String distribution)
        implements StatusSource<String, String> {

    /** It takes a minute or so. */
    private static final Duration SLOWEST = Duration.ofSeconds(20);

    @Override
    public String operation() {
        return "cloudfront:GetInvalidation";
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Duration interval(Duration usual) {
        return usual.compareTo(SLOWEST) > 0 ? SLOWEST : usual;
    }

    @Override
    public CompletionStage<Map<String, String>> read(List<String> ids) {
        String id = ids.get(0);
        return clients.cloudFront(access)
                .getInvalidation(r -> r.distributionId(distribution).id(id))
                .thenApply(answer -> Map.of(id, answer.invalidation().status()));
    }
}
