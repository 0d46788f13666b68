/** An execution of CodePipeline as stages and branches of a Pipeline. */
package io.jenkins.plugins.awsdevtools.codepipeline.mirror;
