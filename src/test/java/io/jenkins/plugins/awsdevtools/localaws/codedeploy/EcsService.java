package io.jenkins.plugins.awsdevtools.localaws.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a deployment asks of the embedded ECS. */
public interface EcsService {

    /** An ECS that takes everything. */
    EcsService ANY = (service, taskDefinition) -> Optional.empty();

    /**
     * Makes a task set of a task definition.
     *
     * @param service {@code clusterName} and {@code serviceName}
     * @return why that failed
     */
    Optional<String> install(JsonNode service, String taskDefinition);
}
