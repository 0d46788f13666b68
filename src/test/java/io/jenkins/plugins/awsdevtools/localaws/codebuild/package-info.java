/** CodeBuild of the embedded AWS: its API, and a runner that really runs buildspecs as processes. */
package io.jenkins.plugins.awsdevtools.localaws.codebuild;
