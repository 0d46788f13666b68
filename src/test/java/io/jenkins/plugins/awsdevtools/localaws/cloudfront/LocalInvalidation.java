package io.jenkins.plugins.awsdevtools.localaws.cloudfront;

import java.time.Instant;
import java.util.List;

/** An invalidation as it was asked for. */
public record LocalInvalidation(String id, String callerReference, List<String> paths, Instant created) {

    long wildcards() {
        return paths.stream().filter(path -> path.endsWith("*")).count();
    }

    long files() {
        return paths.size() - wildcards();
    }
}
