package io.jenkins.plugins.awsdevtools.localaws;

/**
 * Which operations are meant: {@code codebuild:StartBuild}, all of a service ({@code logs:*}), those with a beginning
 * ({@code s3:Get*}) or all ({@code *}).
 */
record OperationPattern(String pattern) {

    OperationPattern {
        if (!pattern.equals("*") && pattern.indexOf(':') < 1) {
            throw new IllegalArgumentException("An operation is named as service:Operation, not " + pattern);
        }
    }

    boolean matches(String operation) {
        return pattern.endsWith("*")
                ? operation.startsWith(pattern.substring(0, pattern.length() - 1))
                : operation.equals(pattern);
    }
}
