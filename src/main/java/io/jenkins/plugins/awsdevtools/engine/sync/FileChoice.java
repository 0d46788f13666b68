package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import io.jenkins.plugins.awsdevtools.engine.bundle.Selection;
import java.util.List;

/**
 * Which paths take part: those that one of the includes matches, or all if there are none, and no exclude does. Of them,
 * what nobody publishes is never sent. What was published of it before counts as gone.
 *
 * @see Selection#unpublished()
 */
final class FileChoice {

    private final List<Glob> includes;
    private final List<Glob> excludes;
    private final List<Glob> unpublished = Selection.unpublished();

    FileChoice(List<String> includes, List<String> excludes) {
        this.includes = includes.stream().map(glob -> Glob.of("includes", glob)).toList();
        this.excludes = excludes.stream().map(glob -> Glob.of("excludes", glob)).toList();
    }

    boolean takes(String path) {
        return (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.matches(path)))
                && excludes.stream().noneMatch(glob -> glob.matches(path));
    }

    /** Whether it takes part or not. */
    boolean isPublished(String path) {
        // All that nobody publishes has a name that begins with a dot, or is below one, and most paths have none.
        return !path.startsWith(".") && !path.contains("/.")
                || unpublished.stream().noneMatch(glob -> glob.matches(path));
    }

    /** Whether something below a folder may be published. */
    boolean mayPublishIn(String folder) {
        return unpublished.stream().noneMatch(glob -> glob.covers(folder));
    }
}
