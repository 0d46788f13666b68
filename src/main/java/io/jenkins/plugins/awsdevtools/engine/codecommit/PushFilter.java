package io.jenkins.plugins.awsdevtools.engine.codecommit;

import io.jenkins.plugins.awsdevtools.engine.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which pushes start a job. Without any setting all do.
 *
 * @param includedPaths if there are any, one path that was changed has to match
 * @param excludedPaths what matches counts as not changed
 * @param ignoredAuthors names or mail addresses; a push of nobody else starts nothing
 * @param ignoredMessages texts; a push of which every commit's message contains one of them, in any case, starts nothing
 */
public record PushFilter(
        NamePatterns includedPaths,
        NamePatterns excludedPaths,
        NamePatterns ignoredAuthors,
        List<String> ignoredMessages) {

    /** Every push starts the job. */
    public static final PushFilter NONE = parse("", "", "", "");

    public PushFilter {
        ignoredMessages = List.copyOf(ignoredMessages);
    }

    /** From texts as forms give them: separated by commas or lines. */
    public static PushFilter parse(
            String includedPaths, String excludedPaths, String ignoredAuthors, String ignoredMessages) {
        return new PushFilter(
                NamePatterns.parse(includedPaths),
                NamePatterns.parse(excludedPaths),
                NamePatterns.parseIgnoringCase(ignoredAuthors),
                NamePatterns.split(ignoredMessages));
    }

    /** Whether the changed paths have to be known. */
    public boolean asksForPaths() {
        return !includedPaths.isEmpty() || !excludedPaths.isEmpty();
    }

    /**
     * Why a push starts nothing; empty if it starts the job. What is not known completely starts it.
     *
     * @param commits of the push
     * @param commitsComplete whether these are all of them
     * @param paths that the push changed; not looked at unless {@link #asksForPaths}
     */
    public Optional<String> reasonToIgnore(List<CommitInfo> commits, boolean commitsComplete, ChangedPaths paths) {
        if (commitsComplete && !commits.isEmpty()) {
            if (commits.stream().allMatch(this::isOfIgnoredAuthor)) {
                return Optional.of(
                        Texts.of("codecommit.ignored.author", commits.get(0).author()));
            }
            if (commits.stream().allMatch(this::hasIgnoredMessage)) {
                return Optional.of(
                        Texts.of("codecommit.ignored.message", commits.get(0).title()));
            }
            // Some by an ignored author, the others with an ignored message: nothing is left either.
            Predicate<CommitInfo> ignored = this::isOfIgnoredAuthor;
            if (commits.stream().allMatch(ignored.or(this::hasIgnoredMessage))) {
                return Optional.of(
                        Texts.of("codecommit.ignored.message", commits.get(0).title()));
            }
        }
        boolean changed = paths.paths().stream()
                .anyMatch(path ->
                        (includedPaths.isEmpty() || includedPaths.matches(path)) && !excludedPaths.matches(path));
        return asksForPaths() && paths.complete() && !changed
                ? Optional.of(Texts.of("codecommit.ignored.paths", paths.paths().size()))
                : Optional.empty();
    }

    private boolean isOfIgnoredAuthor(CommitInfo commit) {
        return ignoredAuthors.matches(commit.author()) || ignoredAuthors.matches(commit.email());
    }

    private boolean hasIgnoredMessage(CommitInfo commit) {
        String message = commit.message().toLowerCase(Locale.ROOT);
        return ignoredMessages.stream().anyMatch(text -> message.contains(text.toLowerCase(Locale.ROOT)));
    }
}
