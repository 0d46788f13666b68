package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.client.AwsPartition;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** CodeCommit's pages in the AWS console. */
public final class ConsoleLinks {

    private ConsoleLinks() {}

    /** A commit's page. */
    public static String commit(String region, String repository, String commit) {
        return repository(region, repository) + "/commit/" + encoded(commit) + "?region=" + region;
    }

    /** What changed from one commit to another. */
    public static String compare(String region, String repository, String before, String after) {
        return repository(region, repository) + "/compare/" + encoded(before) + "/.../" + encoded(after) + "?region="
                + region;
    }

    /** A branch's files. */
    public static String branch(String region, String repository, String branch) {
        return repository(region, repository) + "/browse/refs/heads/" + encoded(branch) + "?region=" + region;
    }

    /** A tag's files. */
    public static String tag(String region, String repository, String tag) {
        return repository(region, repository) + "/browse/refs/tags/" + encoded(tag) + "?region=" + region;
    }

    /** A pull request's page. */
    public static String pullRequest(String region, String repository, String id) {
        return repository(region, repository) + "/pull-requests/" + encoded(id) + "/details?region=" + region;
    }

    /** A repository's files. */
    public static String repositoryPage(String region, String repository) {
        return repository(region, repository) + "/browse?region=" + region;
    }

    private static String repository(String region, String repository) {
        return "https://" + region + ".console."
                + AwsPartition.ofRegion(region).consoleSuffix() + "/codesuite/codecommit/repositories/"
                + encoded(repository);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
