/** CodeBuild: start a build exactly once, follow it and its log to the end, stop it. */
package io.jenkins.plugins.awsdevtools.engine.codebuild;
