package io.jenkins.plugins.awsdevtools.engine.codecommit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is built: a branch's way from one head to another, however many pushes it took. Kept with the build, and in the
 * trigger's record until the build has begun.
 *
 * @param id tells it from every other of the same job, so that a build is found again after a restart
 * @param region of the repository, for links
 * @param commit the new head
 * @param previous the head before; empty if the branch was new
 * @param commits what the branch gained, newest first, at most {@link #MOST_COMMITS}
 * @param complete whether these are all
 * @param forced whether the branch was put elsewhere than forward
 */
public record Push(
        String id,
        String region,
        String repository,
        String branch,
        String commit,
        String previous,
        List<PushedCommit> commits,
        boolean complete,
        boolean forced)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** More are not looked at by anybody, and are kept with each build. */
    public static final int MOST_COMMITS = 100;

    public Push {
        Objects.requireNonNull(id);
        commits = new ArrayList<>(commits); // serializable, and readable by XStream
    }

    @Override
    public List<PushedCommit> commits() {
        return List.copyOf(commits);
    }

    /** Who wrote the new head; empty if AWS did not tell. */
    public String author() {
        return commits.isEmpty() ? "" : commits.get(0).author();
    }

    /** The first line of the new head's message; empty if AWS did not tell. */
    public String title() {
        return commits.isEmpty() ? "" : commits.get(0).title();
    }
}
