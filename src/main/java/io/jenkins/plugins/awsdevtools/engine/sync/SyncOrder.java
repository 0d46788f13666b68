package io.jenkins.plugins.awsdevtools.engine.sync;

import java.io.Serializable;
import java.util.List;

/**
 * What a {@link SyncJob} is to do.
 *
 * @param from a folder or a zip file below the root
 * @param pages globs of the files that refer to others and are sent after them
 * @param delete what is not in the folder
 * @param allowEmpty whether an empty folder may delete everything
 * @param dryRun says what would be done and does nothing
 * @param byTime compares size and time instead of content, for objects whose ETag is no MD5
 * @param threads requests at once, at most
 */
public record SyncOrder(
        String from,
        List<String> includes,
        List<String> excludes,
        List<String> pages,
        boolean delete,
        boolean allowEmpty,
        boolean dryRun,
        boolean byTime,
        int threads)
        implements Serializable {

    /** Pages of a website. */
    public static final List<String> PAGES =
            List.of("**/*.html", "**/*.htm", "**/sitemap*.xml", "**/service-worker.js");

    public static final int DEFAULT_THREADS = 64;

    public SyncOrder {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        pages = List.copyOf(pages);
    }
}
