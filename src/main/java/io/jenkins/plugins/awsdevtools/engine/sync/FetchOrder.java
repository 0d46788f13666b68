package io.jenkins.plugins.awsdevtools.engine.sync;

import java.io.Serializable;
import java.util.List;

/**
 * What a {@link FetchJob} is to do.
 *
 * @param to a folder below the root
 * @param allowEmpty whether it is no failure if nothing matches
 * @param threads requests at once, at most
 */
public record FetchOrder(String to, List<String> includes, List<String> excludes, boolean allowEmpty, int threads)
        implements Serializable {

    /** Ranges of 16 MiB at once; S3 gives "at least [...] 5,500 GET/HEAD requests per second per partitioned prefix". */
    public static final int DEFAULT_THREADS = 64;

    public FetchOrder {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }
}
