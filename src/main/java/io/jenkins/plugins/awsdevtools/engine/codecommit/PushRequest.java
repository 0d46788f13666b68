package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a trigger watches.
 *
 * @param branches names and globs; none means all branches
 * @param interval between two readings, unless events tell earlier
 */
public record PushRequest(String repository, NamePatterns branches, PushFilter filter, Duration interval) {

    /** Shorter intervals cost calls and hardly any time: an event queue tells within a second. */
    public static final Duration SHORTEST = Duration.ofSeconds(5);

    /** "repositoryName: Length Constraints: Minimum length of 1. Maximum length of 100. Pattern: [\w\.-]+" (GetBranch). */
    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]{1,100}");

    /** @throws ParameterException naming field and value */
    public PushRequest {
        checkRepository(repository);
        Objects.requireNonNull(branches);
        Objects.requireNonNull(filter);
        if (interval.isNegative() || interval.isZero()) {
            throw new ParameterException("pollSeconds", interval.toSeconds(), Texts.of("codecommit.interval"));
        }
    }

    /** @throws ParameterException if it cannot be the name of a repository */
    public static void checkRepository(String name) {
        if (name == null || name.isBlank()) {
            throw new ParameterException("repository", name, Texts.of("codecommit.repository.none"));
        }
        if (!REPOSITORY.matcher(name).matches()) {
            boolean address = name.contains(":") || name.contains("/");
            throw new ParameterException(
                    "repository", name, Texts.of(address ? "codecommit.repository.url" : "codecommit.repository.bad"));
        }
    }

    /** Whether ListBranches has to tell which branches there are. */
    boolean asksForList() {
        return branches.isEmpty() || branches.hasGlobs();
    }

    boolean wants(String branch) {
        return branches.isEmpty() || branches.matches(branch);
    }
}
