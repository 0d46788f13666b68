package io.jenkins.plugins.awsdevtools.localaws.cloudfront;

import io.jenkins.plugins.awsdevtools.localaws.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The distributions of one account. Thread safe. */
public final class LocalCloudFront {

    /**
     * "You can have invalidation requests for up to 3,000 files per distribution in progress at one time." "If you're using
     * the * wildcard, you can have requests for up to 15 invalidation paths in progress at one time."
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html">Concurrent
     *     invalidation request maximum</a>
     */
    private static final int MOST_FILES = 3000;

    private static final int MOST_WILDCARDS = 15;

    /** "Maximum length of a path: 4,000 characters" (What you need to know when invalidating paths). */
    private static final int LONGEST_PATH = 4000;

    private final Map<String, Distribution> distributions = new LinkedHashMap<>();
    private final Clock clock;
    private Duration duration = Duration.ZERO;
    private int number;

    public LocalCloudFront(Clock clock) {
        this.clock = clock;
    }

    /** A distribution with one origin. */
    record Distribution(String id, String originDomain, String originPath, List<LocalInvalidation> invalidations) {
        String domain() {
            return id.toLowerCase(Locale.ROOT) + ".cloudfront.net";
        }
    }

    /**
     * Makes a distribution.
     *
     * @param originDomain such as {@code site.s3.eu-west-1.amazonaws.com}
     * @param originPath empty, or begins with a slash and does not end with one
     * @return its id
     */
    public synchronized String createDistribution(String originDomain, String originPath) {
        String id = "E%013d".formatted(++number);
        distributions.put(id, new Distribution(id, originDomain, originPath, new ArrayList<>()));
        return id;
    }

    /** How long invalidations take, also those in progress. */
    public synchronized void invalidationTime(Duration newDuration) {
        duration = newDuration;
    }

    /** The invalidations of a distribution, in the order they were made. */
    public synchronized List<LocalInvalidation> invalidations(String distribution) {
        return List.copyOf(distribution(distribution).invalidations());
    }

    synchronized List<Distribution> distributions() {
        return List.copyOf(distributions.values());
    }

    synchronized Distribution distribution(String id) {
        return Optional.ofNullable(distributions.get(id))
                .orElseThrow(
                        () -> new AwsError("NoSuchDistribution", 404, "The specified distribution does not exist."));
    }

    synchronized LocalInvalidation invalidation(String distribution, String id) {
        return distribution(distribution).invalidations().stream()
                .filter(invalidation -> invalidation.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new AwsError("NoSuchInvalidation", 404, "The specified invalidation does not exist."));
    }

    synchronized boolean isInProgress(LocalInvalidation invalidation) {
        return clock.instant().isBefore(invalidation.created().plus(duration));
    }

    synchronized long inProgress(Distribution distribution) {
        return distribution.invalidations().stream().filter(this::isInProgress).count();
    }

    /**
     * Makes an invalidation, or finds the one of the same reference.
     *
     * @throws AwsError what CloudFront refuses
     */
    synchronized LocalInvalidation invalidate(String id, String reference, List<String> paths) {
        Distribution distribution = distribution(id);
        Optional<LocalInvalidation> same = distribution.invalidations().stream()
                .filter(invalidation -> invalidation.callerReference().equals(reference))
                .findFirst();
        if (same.isPresent()) {
            if (!new HashSet<>(same.get().paths()).equals(new HashSet<>(paths))) {
                throw new AwsError(
                        "InvalidationBatchAlreadyExists",
                        409,
                        "The caller reference was used with other paths before.");
            }
            return same.get();
        }
        paths.forEach(LocalCloudFront::requirePath);
        LocalInvalidation made =
                new LocalInvalidation("I%013d".formatted(++number), reference, List.copyOf(paths), clock.instant());
        requireRoom(distribution, made);
        distribution.invalidations().add(made);
        return made;
    }

    private void requireRoom(Distribution distribution, LocalInvalidation made) {
        if (made.files() > MOST_FILES || made.wildcards() > MOST_WILDCARDS) {
            throw new AwsError("BatchTooLarge", 413, "Invalidation batch specified is too large.");
        }
        List<LocalInvalidation> running =
                distribution.invalidations().stream().filter(this::isInProgress).toList();
        long files = running.stream().mapToLong(LocalInvalidation::files).sum();
        long wildcards =
                running.stream().mapToLong(LocalInvalidation::wildcards).sum();
        if (files + made.files() > MOST_FILES || wildcards + made.wildcards() > MOST_WILDCARDS) {
            throw new AwsError(
                    "TooManyInvalidationsInProgress",
                    400,
                    "Processing your request will cause you to exceed the maximum number of in-progress "
                            + (files + made.files() > MOST_FILES ? "invalidations." : "wildcard invalidations."));
        }
    }

    /** "The path is relative to the distribution", begins with a slash, a wildcard is last, the rest is percent-encoded. */
    private static void requirePath(String path) {
        boolean good = path.startsWith("/")
                && path.length() <= LONGEST_PATH
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && "<>\"{}|\\^`".indexOf(c) < 0)
                && (path.indexOf('*') < 0 || path.indexOf('*') == path.length() - 1);
        if (!good) {
            throw new AwsError("InvalidArgument", 400, "Your request contains one or more invalid invalidation paths.");
        }
    }
}
