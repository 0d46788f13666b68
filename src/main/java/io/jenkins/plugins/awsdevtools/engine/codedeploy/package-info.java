/** CodeDeploy: what is asked of a deployment, how its targets are followed, how it and its rollback end. */
package io.jenkins.plugins.awsdevtools.engine.codedeploy;
