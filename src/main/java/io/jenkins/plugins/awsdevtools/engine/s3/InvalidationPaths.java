package io.jenkins.plugins.awsdevtools.engine.s3;

import io.jenkins.plugins.awsdevtools.engine.sync.ChangedPaths;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.Origin;

/**
 * Under which paths a distribution serves what changed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html">
 *     What you need to know when invalidating paths</a>
 */
final class InvalidationPaths {

    private static final String INDEX = "index.html";

    private InvalidationPaths() {}

    /**
     * Below which key the distribution begins: the path of its origin in this bucket, without slashes in front.
     *
     * @return empty if no origin is this bucket
     */
    static Optional<String> root(DistributionConfig config, String bucket) {
        return config.origins().items().stream()
                .filter(origin -> isBucket(origin, bucket))
                .map(origin -> origin.originPath() == null ? "" : origin.originPath())
                .map(path -> path.isEmpty() ? "" : path.substring(1) + "/")
                .findFirst();
    }

    /** "bucket.s3.region.amazonaws.com", "bucket.s3.amazonaws.com", or a website endpoint. */
    private static boolean isBucket(Origin origin, String bucket) {
        return origin.domainName().startsWith(bucket + ".s3.")
                || origin.domainName().startsWith(bucket + ".s3-website");
    }

    /**
     * Paths to invalidate, sorted. A page of a folder is served under the folder's name too, from a cache entry of its own.
     *
     * @param root key that the distribution begins with; what is not below it is not served
     */
    static List<String> of(ChangedPaths changed, S3Place place, String root) {
        TreeSet<String> paths = new TreeSet<>();
        for (String file : changed.files()) {
            String key = place.key(file);
            if (key.startsWith(root)) {
                String path = "/" + UrlPath.encoded(key.substring(root.length()));
                paths.add(path);
                if (path.endsWith("/" + INDEX)) {
                    paths.add(path.substring(0, path.length() - INDEX.length()));
                }
            }
        }
        for (String folder : changed.folders()) {
            String key = place.key(folder);
            if (key.startsWith(root)) {
                paths.add("/" + UrlPath.encoded(key.substring(root.length())) + "*");
            } else if (root.startsWith(key)) {
                paths.add("/*");
            }
        }
        return paths.contains("/*") ? List.of("/*") : List.copyOf(paths);
    }
}
