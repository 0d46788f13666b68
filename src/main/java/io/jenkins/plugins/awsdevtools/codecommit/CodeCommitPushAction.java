package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.Job;
import io.jenkins.plugins.awsdevtools.engine.codecommit.ConsoleLinks;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Push;
import io.jenkins.plugins.awsdevtools.engine.codecommit.PushedCommit;
import io.jenkins.plugins.awsdevtools.trigger.TicketAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build knows of the push that it is for: variables, the commits it brought, and which push it was, so that it is
 * not built twice. Kept with the queue's item and with the build.
 */
@ExportedBean
public final class CodeCommitPushAction extends TicketAction {

    private final String region;
    private final String repository;
    private final String branch;
    private final String commit;
    private final String previous;
    private final boolean forced;
    private final boolean complete;
    private final List<Commit> commits;

    /** A commit of the push, newest first. */
    @ExportedBean
    public static final class Commit {
        private final String id;
        private final String author;
        private final String title;
        private final String link;

        Commit(Push push, PushedCommit commit) {
            this.id = commit.id();
            this.author = commit.author();
            this.title = commit.title();
            this.link = ConsoleLinks.commit(push.region(), push.repository(), commit.id());
        }

        @Exported
        public String getId() {
            return id;
        }

        public String getShortId() {
            return id.substring(0, Math.min(8, id.length()));
        }

        @Exported
        public String getAuthor() {
            return author;
        }

        @Exported
        public String getTitle() {
            return title;
        }

        @Exported
        public String getLink() {
            return link;
        }
    }

    CodeCommitPushAction(Push push) {
        super(push.id());
        this.region = push.region();
        this.repository = push.repository();
        this.branch = push.branch();
        this.commit = push.commit();
        this.previous = push.previous();
        this.forced = push.forced();
        this.complete = push.complete();
        this.commits = new ArrayList<>();
        push.commits().forEach(pushed -> commits.add(new Commit(push, pushed)));
    }

    @Exported
    public String getRepository() {
        return repository;
    }

    @Exported
    public String getBranch() {
        return branch;
    }

    @Exported
    public String getCommit() {
        return commit;
    }

    @Exported
    public String getPreviousCommit() {
        return previous;
    }

    @Exported
    public boolean isForced() {
        return forced;
    }

    /** Whether {@link #getCommits} are all. */
    @Exported
    public boolean isComplete() {
        return complete;
    }

    @Exported
    public List<Commit> getCommits() {
        return List.copyOf(commits);
    }

    /** What changed, in the AWS console. */
    public String getLink() {
        return ConsoleLinks.compare(region, repository, previous, commit);
    }

    @Override
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CODECOMMIT_REPOSITORY", repository);
        variables.put("CODECOMMIT_BRANCH", branch);
        variables.put("CODECOMMIT_COMMIT", commit);
        variables.put("CODECOMMIT_PREVIOUS_COMMIT", previous);
        variables.put("CODECOMMIT_REGION", region);
        variables.put(
                "CODECOMMIT_AUTHOR", commits.isEmpty() ? "" : commits.get(0).getAuthor());
        return variables;
    }

    @Override
    protected void onBegun(Job<?, ?> job) {
        CodeCommitTriggers.get().begun(job, getTicket());
    }
}
