package io.jenkins.plugins.awsdevtools.engine.codebuild;

/**
 * The CloudWatch log of a build.
 *
 * @param deepLink its page in the console, or null
 */
public record LogLocation(String group, String stream, String deepLink) {}
