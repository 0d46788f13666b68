package io.jenkins.plugins.awsdevtools.engine.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Links that lead to no file of the source. What is behind them is not read, so that no object with the name of one, or
 * below it, is known to be gone.
 */
final class LeftOutLinks {

    private final List<String> links = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private String example;
    private long kept;

    void add(String link) {
        links.add(link);
        names.add(link);
    }

    /** In the order in which they were found. */
    List<String> all() {
        return List.copyOf(links);
    }

    /** Whether an object that no file stands for has to stay, which is counted. */
    boolean keep(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String link = path.substring(0, end);
            if (names.contains(link)) {
                kept++;
                example = example == null ? link : example;
                return true;
            }
        }
        return false;
    }

    /** How many objects have to stay. */
    long kept() {
        return kept;
    }

    /** A link because of which one has to stay; null if there is none. */
    String example() {
        return example;
    }
}
