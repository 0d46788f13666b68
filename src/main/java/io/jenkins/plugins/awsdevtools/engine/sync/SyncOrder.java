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
 * @param required paths that have to be there in the end, such as the first page of a website
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
        int threads,
        List<String> required)
        implements Serializable {

    /** Pages of a website. */
    public static final List<String> PAGES =
            List.of("**/*.html", "**/*.htm", "**/sitemap*.xml", "**/service-worker.js");

    /**
     * S3 answers for small objects in "roughly 100–200 milliseconds" and takes "at least 3,500 PUT/COPY/POST/DELETE [...]
     * requests per second per partitioned Amazon S3 prefix" (Best practices design patterns: optimizing Amazon S3
     * performance). With 100 ms, 256 at once are 2,560 a second; who is answered sooner sends more, and S3 asks to slow down
     * where that is too much.
     */
    public static final int DEFAULT_THREADS = 256;

    public SyncOrder {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        pages = List.copyOf(pages);
        required = List.copyOf(required);
    }

    /** One that requires nothing. */
    public SyncOrder(
            String from,
            List<String> includes,
            List<String> excludes,
            List<String> pages,
            boolean delete,
            boolean allowEmpty,
            boolean dryRun,
            boolean byTime,
            int threads) {
        this(from, includes, excludes, pages, delete, allowEmpty, dryRun, byTime, threads, List.of());
    }

    /** The same, that does nothing if one of these paths would be missing. */
    public SyncOrder requiring(List<String> paths) {
        return new SyncOrder(from, includes, excludes, pages, delete, allowEmpty, dryRun, byTime, threads, paths);
    }
}
