package io.jenkins.plugins.awsdevtools.engine.sync;

import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What a sync changes below the prefix. If that is too much to be named, files of one folder are told by their folder.
 *
 * @param files paths that are sent or deleted, at most {@value #MOST_FILES}
 * @param folders below which anything may have changed, at most {@value #MOST_FOLDERS}, each ending with a slash; an empty
 *     one stands for everything
 */
public record ChangedPaths(List<String> files, List<String> folders) implements Serializable {

    /**
     * CloudFront has at most 3,000 paths of a distribution in progress, and 1,000 in a month cost nothing: a third leaves
     * room for two more deployments.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html">Concurrent
     *     invalidation request maximum</a>
     */
    public static final int MOST_FILES = 1000;

    /** A third of the 15 wildcards that CloudFront has in progress. */
    public static final int MOST_FOLDERS = 5;

    public static final ChangedPaths NONE = new ChangedPaths(List.of(), List.of());

    public static final ChangedPaths EVERYTHING = new ChangedPaths(List.of(), List.of(""));

    public ChangedPaths {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
    }

    /** Folds the folders with the most paths until what is left can be named. */
    public static ChangedPaths of(Collection<String> paths) {
        return fold(new TreeSet<>(paths), new TreeSet<>());
    }

    /** What either changes. */
    public ChangedPaths and(ChangedPaths other) {
        TreeSet<String> bothFiles = new TreeSet<>(files);
        bothFiles.addAll(other.files);
        TreeSet<String> bothFolders = new TreeSet<>(folders);
        bothFolders.addAll(other.folders);
        bothFiles.removeIf(file -> bothFolders.stream().anyMatch(file::startsWith));
        return fold(bothFiles, bothFolders);
    }

    public boolean isEmpty() {
        return files.isEmpty() && folders.isEmpty();
    }

    private static ChangedPaths fold(TreeSet<String> files, TreeSet<String> folders) {
        while (files.size() > MOST_FILES && folders.size() < MOST_FOLDERS) {
            String folder = narrowed(fullest(files), files);
            if (folder.isEmpty()) {
                return EVERYTHING;
            }
            files.removeIf(file -> file.startsWith(folder));
            folders.add(folder);
        }
        return files.size() > MOST_FILES || folders.size() > MOST_FOLDERS
                ? EVERYTHING
                : new ChangedPaths(List.copyOf(files), List.copyOf(folders));
    }

    /** The folder at the top that has the most; empty if that are the files in no folder. */
    private static String fullest(TreeSet<String> files) {
        Map<String, Integer> counts = new HashMap<>();
        files.forEach(file -> counts.merge(file.substring(0, file.indexOf('/') + 1), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<String, Integer> entry) -> entry.getValue())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** The deepest folder that has all that the folder has. */
    private static String narrowed(String folder, TreeSet<String> files) {
        if (folder.isEmpty()) {
            return folder;
        }
        List<String> inside =
                files.stream().filter(file -> file.startsWith(folder)).toList();
        String narrow = inside.get(0).substring(0, inside.get(0).lastIndexOf('/') + 1);
        while (!narrow.equals(folder) && !inside.stream().allMatch(startsWith(narrow))) {
            narrow = narrow.substring(0, narrow.lastIndexOf('/', narrow.length() - 2) + 1);
        }
        return narrow;
    }

    private static Predicate<String> startsWith(String folder) {
        return file -> file.startsWith(folder);
    }
}
