package io.jenkins.plugins.awsdevtools.engine.sync;

import java.io.Serializable;
import java.util.List;

/**
 * What a job did, or would have done.
 *
 * @param files sent or received
 * @param changed paths that were sent or deleted; no more than {@value #MOST_PATHS}, and none of them if there were more
 */
public record SyncOutcome(long files, long bytes, long unchanged, long deleted, List<String> changed)
        implements Serializable {

    /** More than CloudFront invalidates by name. */
    public static final int MOST_PATHS = 3000;

    public SyncOutcome {
        changed = changed.size() > MOST_PATHS ? List.of() : List.copyOf(changed);
    }

    /** Whether something changed whose paths are too many to be named. */
    public boolean isManyChanged() {
        return changed.isEmpty() && files + deleted > 0;
    }
}
