package io.jenkins.plugins.awsdevtools.codecommit;

import hudson.model.Cause;
import io.jenkins.plugins.awsdevtools.engine.codecommit.ConsoleLinks;
import io.jenkins.plugins.awsdevtools.engine.codecommit.Push;
import java.util.Objects;

/** A push to CodeCommit. Its fields are what the build's page says of it. */
public final class CodeCommitPushCause extends Cause {

    private final String pushId;
    private final String region;
    private final String repository;
    private final String branch;
    private final String commit;
    private final String author;
    private final String title;

    CodeCommitPushCause(Push push) {
        this.pushId = push.id();
        this.region = push.region();
        this.repository = push.repository();
        this.branch = push.branch();
        this.commit = push.commit();
        this.author = push.author();
        this.title = push.title();
    }

    public String getRepository() {
        return repository;
    }

    public String getBranch() {
        return branch;
    }

    public String getCommit() {
        return commit;
    }

    public String getShortCommit() {
        return commit.substring(0, Math.min(8, commit.length()));
    }

    public String getAuthor() {
        return author;
    }

    public String getTitle() {
        return title;
    }

    /** The commit in the AWS console. */
    public String getLink() {
        return ConsoleLinks.commit(region, repository, commit);
    }

    @Override
    public String getShortDescription() {
        return Messages.CodeCommitPushCause_description(repository, branch, author, title, getShortCommit());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeCommitPushCause cause && cause.pushId.equals(pushId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pushId);
    }
}
