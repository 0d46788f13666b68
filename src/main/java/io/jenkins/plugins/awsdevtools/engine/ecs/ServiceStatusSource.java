package io.jenkins.plugins.awsdevtools.engine.ecs;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;
import io.jenkins.plugins.awsdevtools.engine.client.AwsClients;
import io.jenkins.plugins.awsdevtools.engine.watch.AskedSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Services of one cluster by name, through DescribeServices, for one identity. */
record ServiceStatusSource(AwsClients clients, AwsAccess access, String cluster)
        implements AskedSource<String, ServiceSnapshot> {

    /** "You may specify up to 10 services to describe in a single operation." (DescribeServices, ECS API Reference). */
    static final int BATCH = 10;

    @Override
    public String operation() {
        return "ecs:DescribeServices";
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    /** The cluster is its name or its ARN, whose last part is the name. */
    @Override
    public boolean concerns(String service, Object named) {
        return named instanceof ServiceKey key
                && key.service().equals(service)
                && (key.cluster().isEmpty() || key.cluster().equals(cluster.substring(cluster.lastIndexOf('/') + 1)));
    }

    @Override
    public CompletionStage<Map<String, ServiceSnapshot>> read(List<String> names) {
        return clients.ecs(access)
                .describeServices(request -> request.cluster(cluster).services(names))
                .thenApply(answer -> answer.services().stream()
                        .map(ServiceSnapshot::of)
                        .collect(Collectors.toMap(
                                ServiceSnapshot::name, Function.identity(), (first, second) -> second)));
    }
}
