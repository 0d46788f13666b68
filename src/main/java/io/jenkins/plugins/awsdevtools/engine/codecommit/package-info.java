/** CodeCommit: repositories, branches and commits as values, what is asked of them, and which push starts a job. */
package io.jenkins.plugins.awsdevtools.engine.codecommit;
