package io.jenkins.plugins.awsdevtools.engine.sync;

import io.jenkins.plugins.awsdevtools.engine.bundle.Glob;
import java.util.List;

/** Which paths take part: those that one of the includes matches, or all if there are none, and no exclude does. */
final class FileChoice {

    private final List<Glob> includes;
    private final List<Glob> excludes;

    FileChoice(List<String> includes, List<String> excludes) {
        this.includes = includes.stream().map(glob -> Glob.of("includes", glob)).toList();
        this.excludes = excludes.stream().map(glob -> Glob.of("excludes", glob)).toList();
    }

    boolean takes(String path) {
        return (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.matches(path)))
                && excludes.stream().noneMatch(glob -> glob.matches(path));
    }
}
