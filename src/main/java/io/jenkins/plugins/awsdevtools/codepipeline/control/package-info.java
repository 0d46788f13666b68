/** Buttons for the executions that a build follows. */
package io.jenkins.plugins.awsdevtools.codepipeline.control;
