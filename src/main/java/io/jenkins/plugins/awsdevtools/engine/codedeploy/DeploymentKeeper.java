package io.jenkins.plugins.awsdevtools.engine.codedeploy;

import io.jenkins.plugins.awsdevtools.engine.logs.ResumableLog;

/** What is kept of a deployment, and where it is told. All of it is called on the serial executor. */
interface DeploymentKeeper {

    DeploymentRecord record();

    /** Keeps a record; it outlives this process when this returns. */
    void keep(DeploymentRecord next);

    ResumableLog log();
}
