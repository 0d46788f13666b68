package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import io.jenkins.plugins.awsdevtools.engine.client.AwsAccess;

/** Who calls AWS for jobs that were fetched before, by the connection they were fetched with. */
public interface WorkerConnections {

    /**
     * Who calls AWS, and where.
     *
     * @param name empty for the default
     * @throws io.jenkins.plugins.awsdevtools.engine.ParameterException if it cannot be used, any more or for now
     */
    AwsAccess access(String name);
}
